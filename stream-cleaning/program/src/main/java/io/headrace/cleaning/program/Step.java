package io.headrace.cleaning.program;

import org.apache.avro.generic.GenericRecord;

/** One step of a cleaning program. Immutable; safe for use by many threads. */
interface Step {

    /**
     * Takes the step.
     *
     * @param event not changed
     * @return {@link CleaningResult.Clean} with the event as it is after the step, or how it ends here
     */
    CleaningResult apply(GenericRecord event);
}
