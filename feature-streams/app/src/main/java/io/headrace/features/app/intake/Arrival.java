package io.headrace.features.app.topology;

import io.headrace.features.app.labelling.GivenLabel;
import org.apache.avro.generic.GenericRecord;

/** What comes in, keyed by event id: Kafka Streams takes both in the order of their times as far as both have come. */
sealed interface Arrival {

    /** A clean event; its record's timestamp is its time. */
    record Event(GenericRecord event) implements Arrival {}

    /** A label. */
    record Given(GivenLabel label) implements Arrival {}
}
