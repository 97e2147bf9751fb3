package io.headrace.features.app.topology;

import io.headrace.features.engine.LearnedLabel;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/** What comes to a stage, keyed by its entity: events, and the labels they got, in one order. */
sealed interface StageInput {

    /**
     * An event on its way through the stages.
     *
     * @param answers of the stages so far, in the program's order
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on within one topology, never compared
    record Travelling(GenericRecord event, double[] answers) implements StageInput {}

    /**
     * A label that became known; it follows its event.
     *
     * @param keys of the event, by field; those that are null are left out
     * @param label as stages learn it
     */
    record Learned(Map<String, String> keys, LearnedLabel label) implements StageInput {

        public Learned {
            keys = Map.copyOf(keys);
        }
    }
}
