package io.headrace.cleaning.program;

import org.apache.avro.generic.GenericRecord;

/** What became of an event. */
public sealed interface CleaningResult {

    /**
     * It is good.
     *
     * @param event repaired and filled; a record of its own wherever anything changed
     */
    record Clean(GenericRecord event) implements CleaningResult {}

    /**
     * It is kept aside.
     *
     * @param rule the rule it broke
     * @param reason one sentence: the rule, what it wants, what was found
     */
    record Quarantined(String rule, String reason) implements CleaningResult {}

    /**
     * It is left out on purpose.
     *
     * @param rule the rule that says so
     */
    record Dropped(String rule) implements CleaningResult {}
}
