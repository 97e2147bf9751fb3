package io.headrace.scoring.topology;

import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.runtime.streams.StreamsApp;
import io.headrace.runtime.streams.StreamsApps;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.scoring.metrics.ScoringMetrics;
import io.headrace.scoring.serving.ModelSlot;
import io.headrace.scoring.serving.Readiness;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The app that scores topic to topic. It begins once the registry is read: after a restart the champion answers from the
 * first record on, not the baseline. From then on it waits for no model.
 */
@Singleton
@Order(20)
final class StreamApp implements HeadraceApp {

    private static final Logger LOG = LoggerFactory.getLogger(StreamApp.class);

    private final Readiness readiness;
    private final StreamsApp streams;
    private volatile Phase phase = new Phase.Waiting();

    private sealed interface Phase {

        record Waiting() implements Phase {}

        record Begun() implements Phase {}

        record Failed(String reason) implements Phase {}

        record Closed() implements Phase {}
    }

    StreamApp(
            PipelineDefinition definition,
            ModelSlot slot,
            AvroSerdes serdes,
            ScoringMetrics metrics,
            Readiness readiness,
            StreamsApps apps) {
        this.readiness = readiness;
        this.streams = apps.create("scoring", _ -> ScoringTopology.build(definition, slot, serdes, metrics));
    }

    @Override
    public String name() {
        return "scoring";
    }

    @Override
    public void start() {
        readiness.whenRegistryRead(this::begin);
    }

    /** Takes a second; only {@link #close} waits for it. */
    private synchronized void begin() {
        if (!(phase instanceof Phase.Waiting)) {
            return;
        }
        phase = new Phase.Begun();
        try {
            streams.start();
        } catch (RuntimeException problem) {
            LOG.error("scoring topic to topic could not start", problem);
            phase = new Phase.Failed(String.valueOf(problem.getMessage()));
        }
    }

    @Override
    public AppState state() {
        return switch (phase) {
            case Phase.Waiting() -> new AppState.Starting("waiting for the model registry to be read");
            case Phase.Begun() -> streams.state();
            case Phase.Failed(String reason) -> new AppState.Failed(reason);
            case Phase.Closed() -> new AppState.Stopped();
        };
    }

    @Override
    public synchronized void close() {
        phase = new Phase.Closed();
        streams.close();
    }
}
