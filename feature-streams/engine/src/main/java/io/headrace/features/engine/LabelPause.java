package io.headrace.features.engine;

import io.headrace.features.timeline.Timeline.Found;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Seconds since a label became known; missing where none did in the 400 days before.
 *
 * @param ofClass the number of the class that is meant; NaN for any label
 * @param place where it goes
 */
record LabelPause(double ofClass, int place) {

    private static final double MILLIS_PER_SECOND = 1000.0;

    /** @param silentAfter how long after an event silence becomes its label, milliseconds; empty where silence says nothing */
    void value(EntityState state, long time, OptionalLong silentAfter, StatefulValues into) {
        Optional<Found> given = Double.isNaN(ofClass)
                ? state.labels().lastBefore(time, 0)
                : state.labels().lastOf(ofClass, time, 0);
        long latest = Math.max(
                given.map(Found::time).orElse(Long.MIN_VALUE),
                silentAfter.isPresent() ? silent(state, time, silentAfter.getAsLong()) : Long.MIN_VALUE);
        into.number(
                place,
                latest <= LookBack.before(time, LookBack.WITHOUT_WINDOW)
                        ? Double.NaN
                        : (time - latest) / MILLIS_PER_SECOND);
    }

    private long silent(EntityState state, long time, long silence) {
        return Double.isNaN(ofClass) || ofClass == LabelNumbers.SILENT
                ? state.silences()
                        .lastBefore(LookBack.before(time, silence), 0)
                        .map(event -> event.time() + silence)
                        .orElse(Long.MIN_VALUE)
                : Long.MIN_VALUE;
    }
}
