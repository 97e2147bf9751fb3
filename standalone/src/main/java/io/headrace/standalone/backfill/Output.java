package io.headrace.standalone.backfill;

/**
 * Where rows and examples go, each in the wire format, in order. What was written counts once {@link #complete} has returned, and not
 * before. Used by one thread at a time.
 */
public interface Output extends AutoCloseable {

    /** @param time of the event, epoch milliseconds */
    void row(String eventId, long time, byte[] value);

    /** @param time of the event, epoch milliseconds */
    void example(String eventId, long time, byte[] value);

    /** All is there. */
    void complete();

    /** Lets go of what it holds; what is not complete is no result. */
    @Override
    void close();
}
