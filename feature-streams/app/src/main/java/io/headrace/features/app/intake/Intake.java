package io.headrace.features.app.topology;

import org.jspecify.annotations.Nullable;

/** What came of reading a record. */
sealed interface Intake<T> {

    /**
     * A good record.
     *
     * @param key the event id
     * @param time epoch milliseconds of event time, 0 or more: its timestamp from here on
     */
    record Accepted<T>(String key, T value, long time) implements Intake<T> {}

    /** One for the quarantine, as it came; its headers say why. */
    @SuppressWarnings("ArrayRecordComponent") // passed on within one topology, never compared
    record Refused<T>(byte @Nullable [] key, byte @Nullable [] value) implements Intake<T> {}
}
