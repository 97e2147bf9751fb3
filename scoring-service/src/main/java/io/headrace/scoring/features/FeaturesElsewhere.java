package io.headrace.scoring.features;

import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.FeaturesUnavailableException;
import io.headrace.features.engine.KeptFeatures;
import io.headrace.features.engine.RequestFeatures;
import io.headrace.features.engine.RequestedRow;
import io.headrace.features.lookup.RemoteFeatures;
import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.scoring.serving.Readiness;
import io.headrace.scoring.settings.ScoringSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;

/** The app that asks the processes of the features app for what they keep, where they are not this one. */
@Singleton
@Order(10)
@Requires(missingBeans = KeptFeatures.class)
final class FeaturesElsewhere implements HeadraceApp, RequestFeatures {

    private static final String NAME = "scoring-features";

    private final RemoteFeatures features;
    private final Readiness readiness;
    private final Timer latency;
    private final Counter live;
    private final Counter stale;
    private final Counter unavailable;
    private volatile Phase phase = Phase.NEW;

    private enum Phase {
        NEW,
        STARTED,
        WHOLE,
        CLOSED
    }

    FeaturesElsewhere(
            PipelineDefinition definition, ScoringSettings settings, Readiness readiness, MeterRegistry meters) {
        if (settings.features().isEmpty()
                && !FeatureProgram.compile(definition).stages().isEmpty()) {
            throw new IllegalArgumentException("headrace.features.addresses (HEADRACE_FEATURES_ADDRESSES) is not set;"
                    + " write host:port of the features app's gRPC server, such as features:9090");
        }
        this.features = new RemoteFeatures(definition, settings.features(), settings.featuresTimeout());
        this.readiness = readiness;
        this.latency = Timer.builder("headrace.scoring.features.latency")
                .description("Until a request has its features from the processes that keep them")
                .register(meters);
        this.live = rows(meters, "live");
        this.stale = rows(meters, "stale");
        this.unavailable = rows(meters, "unavailable");
        Gauge.builder(
                        "headrace.scoring.features.missing",
                        features,
                        one -> one.missing().size())
                .description("Stages and partitions of which no process is known that answers")
                .register(meters);
    }

    private static Counter rows(MeterRegistry meters, String from) {
        return Counter.builder("headrace.scoring.features.rows")
                .description(
                        "Events that features were asked for: live from their owners, stale where any is from a copy")
                .tag("answer", from)
                .register(meters);
    }

    @Override
    public List<RequestedRow> of(List<GenericRecord> events) {
        long start = System.nanoTime();
        try {
            List<RequestedRow> rows = features.of(events);
            int copied = (int) rows.stream().filter(RequestedRow::stale).count();
            stale.increment(copied);
            live.increment(rows.size() - copied);
            return rows;
        } catch (FeaturesUnavailableException missing) {
            unavailable.increment(events.size());
            throw missing;
        } finally {
            latency.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() {
        phase = Phase.STARTED;
        features.start();
        features.whenWhole(() -> {
            if (phase == Phase.STARTED) {
                phase = Phase.WHOLE;
            }
            readiness.featuresWhole();
        });
    }

    /** Once everything was there it runs, whoever is lost later: that costs the lost one's keys, and no others. */
    @Override
    public AppState state() {
        return switch (phase) {
            case NEW -> new AppState.Starting("not started yet");
            case STARTED -> new AppState.Starting("waiting for " + String.join(", ", features.missing()));
            case WHOLE -> new AppState.Running();
            case CLOSED -> new AppState.Stopped();
        };
    }

    /** What is missing now, in words. */
    List<String> missing() {
        return features.missing();
    }

    @Override
    public void close() {
        phase = Phase.CLOSED;
        features.close();
    }
}
