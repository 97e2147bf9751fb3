package io.headrace.scoring.history;

import io.headrace.features.engine.FeatureHistory;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.FeaturesUnavailableException;
import io.headrace.features.engine.KeptFeatures;
import io.headrace.features.engine.RequestFeatures;
import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.scoring.serving.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** The app that keeps the history for request-time features, and computes them, where the stream that keeps entities runs elsewhere. */
@Singleton
@Order(10)
@Requires(missingBeans = KeptFeatures.class)
final class HistoryApp implements HeadraceApp, RequestFeatures {

    private final FeatureHistory history;
    private final HistoryFollower follower;
    private final Readiness readiness;

    /** Those that features look up in: their rows are known only where the stream runs. */
    private final List<String> references;

    private volatile Phase phase = Phase.NEW;

    private enum Phase {
        NEW,
        STARTED,
        CLOSED
    }

    HistoryApp(
            PipelineDefinition definition,
            AvroSerdes serdes,
            KafkaSettings kafka,
            Readiness readiness,
            MeterRegistry meters) {
        FeatureProgram program = FeatureProgram.compile(definition);
        this.history = new FeatureHistory(program);
        this.readiness = readiness;
        this.references = program.references().stream()
                .map(reference -> "reference " + reference.name() + ", which is read only where the features app runs")
                .toList();
        this.follower = new HistoryFollower(
                new HistoryTopics(definition, program, serdes, history), kafka.consumer(), readiness::historyCaughtUp);
        meters.gauge("headrace.scoring.history.records", follower, HistoryFollower::accepted);
        meters.gauge("headrace.scoring.history.left-out", follower, HistoryFollower::leftOut);
        meters.gauge("headrace.scoring.history.entities", history, FeatureHistory::entities);
    }

    @Override
    public FeatureRow of(GenericRecord event) {
        if (!references.isEmpty()) {
            throw new FeaturesUnavailableException(references);
        }
        return history.values(event);
    }

    @Override
    public String name() {
        return "scoring-history";
    }

    @Override
    public void start() {
        phase = Phase.STARTED;
        follower.start();
    }

    @Override
    public AppState state() {
        return switch (phase) {
            case NEW -> new AppState.Starting("not started yet");
            case CLOSED -> new AppState.Stopped();
            case STARTED -> {
                if (!follower.alive()) {
                    yield new AppState.Failed("the history is no longer followed; see the log");
                }
                yield readiness.historyRead()
                        ? new AppState.Running()
                        : new AppState.Starting("reading the history of events: " + follower.accepted() + " records");
            }
        };
    }

    @Override
    public void close() {
        phase = Phase.CLOSED;
        follower.close();
    }
}
