package io.headrace.standalone.backfill;

import java.util.List;
import java.util.Optional;

/**
 * Where rows and examples go, each in the wire format, in order. What was written counts once {@link #complete} has returned, and not
 * before. Used by one thread at a time.
 */
public interface Output extends AutoCloseable {

    /** @param time of the event, epoch milliseconds */
    void row(String eventId, long time, byte[] value);

    /** @param time of the event, epoch milliseconds */
    void example(String eventId, long time, byte[] value);

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
