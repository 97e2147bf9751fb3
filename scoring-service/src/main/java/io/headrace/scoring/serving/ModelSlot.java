package io.headrace.scoring.serving;

import io.headrace.model.ModelRef;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which model serves: one atomic reference, read by every scoring thread and written by the loader.
 *
 * <p>Nothing here waits. Taking a lease reads the reference and asks that model for one; it refuses only when it was both
 * replaced and retired in between, and then the reference already names its successor, so the next try finds that.
 */
public final class ModelSlot {

    private final AtomicReference<ServedModel> current;

    public ModelSlot(ServedModel first) {
        this.current = new AtomicReference<>(first);
    }

    /** A slot in which the announced baseline serves. */
    public static ModelSlot announcing(PipelineDefinition definition) {
        return new ModelSlot(new Baseline(definition));
    }

    /** The model that serves now, to be used until the lease is closed. */
    public Lease lease() {
        while (true) {
            Optional<Lease> lease = current().lease();
            if (lease.isPresent()) {
                return lease.get();
            }
            Thread.onSpinWait();
        }
    }

    /** What serves now, to name it. */
    public ModelRef.ByVersion serving() {
        return current().ref();
    }

    /**
     * Lets another model serve from the next lease on, and retires the one that did.
     *
     * @return what served before
     */
    public ModelRef.ByVersion switchTo(ServedModel next) {
        ServedModel previous = Objects.requireNonNull(current.getAndSet(next));
        previous.retire();
        return previous.ref();
    }

    /** Lets another announced baseline serve, unless a model does by now. */
    public void announce(Baseline next) {
        ServedModel now = current();
        if (now instanceof Baseline) {
            current.compareAndSet(now, next);
        }
    }

    private ServedModel current() {
        return Objects.requireNonNull(current.get());
    }
}
