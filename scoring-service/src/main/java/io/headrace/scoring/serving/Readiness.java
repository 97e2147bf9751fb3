package io.headrace.scoring.serving;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What must have been read before calls are answered. Without the registry the baseline would answer although a model is
 * the champion; without the history a request's aggregates would be too small.
 */
public final class Readiness {

    private final CompletableFuture<Boolean> registry = new CompletableFuture<>();
    private final CompletableFuture<Boolean> history = new CompletableFuture<>();

    /** The registry is read to where it ended at start, and its champion (if any) is loaded or refused. */
    public void registryRead() {
        registry.complete(true);
    }

    /** The history is read to where it ended at start. */
    public void historyCaughtUp() {
        history.complete(true);
    }

    /** Runs something once the registry is read, on the thread that says so, or now; it handles its own failures. */
    public void whenRegistryRead(Runnable next) {
        var _ = registry.thenRun(next);
    }

    /** Runs something once everything is read, on the thread that says so, or now; it handles its own failures. */
    public void whenReady(Runnable next) {
        var _ = CompletableFuture.allOf(registry, history).thenRun(next);
    }

    public boolean historyRead() {
        return history.isDone();
    }

    public boolean ready() {
        return registry.isDone() && history.isDone();
    }

    /** Why feature values cannot be scored yet, as a sentence. */
    public Optional<String> missingForValues() {
        return registry.isDone() ? Optional.empty() : Optional.of("the model registry is still being read");
    }

    /** Why events cannot be scored yet, as a sentence. */
    public Optional<String> missingForEvents() {
        return missingForValues()
                .or(() ->
                        history.isDone() ? Optional.empty() : Optional.of("the history of events is still being read"));
    }
}
