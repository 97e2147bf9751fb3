package io.headrace.cleaning.program;

import org.apache.avro.generic.GenericRecord;

/** One step of a cleaning program. Immutable; safe for use by many threads. */
interface Step {

    /**
     * Takes the step.
     *
     * @param event not changed
     * @return {@link Outcome.Clean} with the event as it is after the step, or how it ends here
     */
    Outcome apply(GenericRecord event);
}
