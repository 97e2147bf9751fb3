package io.headrace.schemas.definition;

import java.time.Duration;

/**
 * How labels reach their events.
 *
 * @param joinOn the event's id field, under the same name in the labels topic
 * @param within how long after the event a label may come
 * @param silence what it means that none has come by then
 */
public record Labels(String joinOn, Duration within, Silence silence) {

    public Labels {
        Bounds.positive("labels.within", within);
    }

    /** What it means that no label has come in time. */
    public enum Silence {
        /** The event is an example of the negative class (binary problems only). */
        NEGATIVE,
        /** The event stays without a label and becomes no example. */
        UNLABELLED
    }
}
