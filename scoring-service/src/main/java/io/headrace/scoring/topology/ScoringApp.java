package io.headrace.scoring.topology;

import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.runtime.streams.StreamsApp;
import io.headrace.scoring.serving.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An app that scores what it streams. It begins once the registry is read: after a restart the champion answers from the
 * first record on, not the baseline. From then on it waits for no model.
 */
public final class ScoringApp implements HeadraceApp {

    private static final Logger LOG = LoggerFactory.getLogger(ScoringApp.class);

    private final Readiness readiness;
    private final StreamsApp streams;
    private volatile Phase phase = new Phase.Waiting();

    private sealed interface Phase {

        record Waiting() implements Phase {}

        record Begun() implements Phase {}

        record Failed(String reason) implements Phase {}

        record Closed() implements Phase {}
    }

    /** @param streams not yet started */
    public ScoringApp(StreamsApp streams, Readiness readiness) {
        this.streams = streams;
        this.readiness = readiness;
    }

    @Override
    public String name() {
        return streams.name();
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
            LOG.error("{} could not start", streams.name(), problem);
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
