package io.headrace.standalone.backfill;

import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.runtime.streams.intake.Intake;
import org.apache.avro.generic.GenericRecord;

/** What a source brings, in the order in which the stream would take it. */
public sealed interface Incoming {

    /**
     * A raw event.
     *
     * @param lane as {@link Lanes} numbers them
     * @param arrived when it came, epoch milliseconds
     * @param reading reads it, on any thread
     */
    record Event(int lane, long arrived, Reading reading) implements Incoming {}

    /** A label; its time is when it became known. */
    record Label(GivenLabel given) implements Incoming {}

    /** A lane has no more events. */
    record End(int lane) implements Incoming {}

    /** Reads an event. */
    @FunctionalInterface
    interface Reading {
        Intake<GenericRecord> read();
    }
}
