package io.headrace.standalone.backfill;

import io.headrace.cleaning.program.CleaningResult;
import io.headrace.features.app.labelling.GivenLabel;
import org.jspecify.annotations.Nullable;

/** What can be said of one that came without knowing the others. */
sealed interface CleanedInput {

    /** An event that goes to quarantine, by a rule. */
    record Refused(String rule) implements CleanedInput {}

    /**
     * An event that cleaning has taken or refused; whether it came before is not known yet.
     *
     * @param partition of the raw topic
     * @param time epoch milliseconds
     * @param entities of a clean one, stage by stage; null where it belongs to none
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Event(
            int partition,
            String id,
            long time,
            CleaningResult result,
            @Nullable String[] entities) implements CleanedInput {}

    /** A label. */
    record Label(GivenLabel given) implements CleanedInput {}

    /** A partition has no more events. */
    record End(int partition) implements CleanedInput {}
}
