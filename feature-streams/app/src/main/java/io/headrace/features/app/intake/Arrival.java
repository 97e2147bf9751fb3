package io.headrace.features.app.intake;

import io.headrace.features.app.labelling.GivenLabel;
import org.apache.avro.generic.GenericRecord;

/** What comes in, keyed by event id. */
public sealed interface Arrival {

    /**
     * A clean event; its record's timestamp is its time.
     *
     * @param bytes the record's value as it came
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on within one topology, never compared
    record Event(GenericRecord event, byte[] bytes) implements Arrival {}

    /** A label. */
    record Given(GivenLabel label) implements Arrival {}
}
