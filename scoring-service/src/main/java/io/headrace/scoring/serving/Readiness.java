package io.headrace.scoring.serving;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What must have been read before calls are answered. Without the registry the baseline would answer although a model is
 * the champion; without those who keep the state of entities no event has features.
 */
public final class Readiness {

    private final CompletableFuture<Boolean> registry = new CompletableFuture<>();
    private final CompletableFuture<Boolean> features = new CompletableFuture<>();

    /** The registry is read to where it ended at start, and its champion (if any) is loaded or refused. */
    public void registryRead() {
        registry.complete(true);
    }

    /** What the stream keeps of entities can be read, all of it. */
    public void featuresWhole() {
        features.complete(true);
    }

    /** Runs something once the registry is read, on the thread that says so, or now; it handles its own failures. */
    public void whenRegistryRead(Runnable next) {
        var _ = registry.thenRun(next);
    }

    /** Runs something once everything can be read, on the thread that says so, or now; it handles its own failures. */
    public void whenReady(Runnable next) {
        var _ = CompletableFuture.allOf(registry, features).thenRun(next);
    }

    public boolean ready() {
        return registry.isDone() && features.isDone();
    }

    /** Why feature values cannot be scored yet, as a sentence. */
    public Optional<String> missingForValues() {
        return registry.isDone() ? Optional.empty() : Optional.of("the model registry is still being read");
    }

    /** Why events cannot be scored yet, as a sentence. */
    public Optional<String> missingForEvents() {
        return missingForValues()
                .or(() -> features.isDone()
                        ? Optional.empty()
                        : Optional.of("not everything that the stream keeps of entities can be read yet"));
    }
}
