package io.headrace.runtime.streams.intake;

/** What came of reading a record. */
public sealed interface Intake<T> {

    /**
     * A good record.
     *
     * @param id of its event, as text: the record's key
     * @param time epoch milliseconds, 0 or more: of the event, or for a label of when it was given
     */
    record Accepted<T>(String id, long time, T value) implements Intake<T> {}

    /** One for the quarantine. */
    record Refused<T>(Refusal why) implements Intake<T> {

        public Refused(String rule, String reason) {
            this(new Refusal(rule, reason));
        }
    }
}
