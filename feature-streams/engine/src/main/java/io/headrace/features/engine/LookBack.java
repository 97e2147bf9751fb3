package io.headrace.features.engine;

import io.headrace.schemas.definition.Extent;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * How long what an entity brought is of use to an event that is not late, milliseconds of event time. An event that comes as late as
 * allowed still looks back its whole window, so lateness is in both.
 *
 * @param events for events; negative where no feature is of events, and none need be remembered
 * @param labels for labels given, by the time they became known, and for events whose label is still open, by event time; so
 *     the time that a label may take is in it. Negative where no feature is of labels
 */
record LookBack(long events, long labels) {

    static final long NONE = -1;

    /** Of a lifetime: what is out of reach of all else is folded into one, and never forgotten. */
    static final long FOREVER = Long.MAX_VALUE;

    /**
     * How far the time since last and the last label, which have no window, look back: 400 days. What happens once a year is still
     * seen, with a month to spare; and whatever comes no more is forgotten some day.
     */
    static final long WITHOUT_WINDOW = Extent.LONGEST.toMillis();

    boolean ofEvents() {
        return events >= 0;
    }

    long longest() {
        return Math.max(0, Math.max(events, labels));
    }

    /** How far back windows need entries by themselves: the longest that is not for ever, 1 for those alone; 0 without any. */
    static long longest(Stream<Reach> reaches) {
        return reaches.mapToLong(reach -> reach.over() == FOREVER ? 1 : reach.over())
                .max()
                .orElse(0);
    }

    /** A window's length in milliseconds. */
    static long millis(String feature, Duration over) {
        if (over.equals(ChronoUnit.FOREVER.getDuration())) {
            return FOREVER;
        }
        if (!over.isPositive() || !over.equals(Duration.ofMillis(over.toMillis()))) {
            throw new IllegalArgumentException(
                    feature + ": a window is whole milliseconds, at least one, found " + over);
        }
        return over.toMillis();
    }

    /** So long before a time, or the beginning of all time. */
    static long before(long time, long by) {
        return by == FOREVER || time < Long.MIN_VALUE + by ? Long.MIN_VALUE : time - by;
    }

    /** The first millisecond of a window that ends at a time. */
    static long after(long time, long over) {
        long before = before(time, over);
        return before == Long.MIN_VALUE ? before : before + 1;
    }
}
