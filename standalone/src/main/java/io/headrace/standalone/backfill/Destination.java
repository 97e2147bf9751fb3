package io.headrace.standalone.backfill;

import java.util.List;
import java.util.Optional;

/** Where what a backfill makes goes. What was written counts once {@link #complete} has returned, and not before. Used by one thread at a time. */
public interface Destination extends AutoCloseable {

    /** Where a run that is killed can be gone on with; empty where it cannot. */
    default Optional<Checkpoint> checkpoint() {
        return Optional.empty();
    }

    /** What of it goes into a checkpoint. */
    default List<Resumable> parts() {
        return List.of();
    }

    /** All is there. */
    void complete();

    /** Lets go of what it holds; what is not complete is no result. */
    @Override
    void close();
}
