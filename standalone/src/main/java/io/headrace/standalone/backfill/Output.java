package io.headrace.standalone.backfill;

/** Where rows and examples go, each in the wire format, in order. */
public interface Output extends Destination {

    /** @param time of the event, epoch milliseconds */
    void row(String eventId, long time, byte[] value);

    /** @param time of the event, epoch milliseconds */
    void example(String eventId, long time, byte[] value);
}
