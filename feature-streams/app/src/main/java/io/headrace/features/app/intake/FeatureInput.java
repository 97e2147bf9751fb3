package io.headrace.features.app.intake;

import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.features.engine.LearnedLabel;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/** What comes in, keyed by event id where nothing else is said. */
public sealed interface FeatureInput {

    /**
     * A clean event; its record's timestamp is its time.
     *
     * @param bytes the record's value as it came
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on within one topology, never compared
    record Event(GenericRecord event, byte[] bytes) implements FeatureInput {}

    /**
     * A version of a reference's row, keyed by the row's key.
     *
     * @param value the record's value as it came; empty where the row is gone
     */
    record Changed(String reference, Optional<byte[]> value) implements FeatureInput {}

    /** An event of the past, which gets no row. */
    record PastEvent(GenericRecord event) implements FeatureInput {}

    /**
     * A label of the past, which makes no example.
     *
     * @param entities the event's, by the names of the stages that learn
     */
    record PastLabel(LearnedLabel label, Map<String, String> entities) implements FeatureInput {

        public PastLabel {
            entities = Map.copyOf(entities);
        }
    }

    /** A label. */
    record Given(GivenLabel label) implements FeatureInput {}
}
