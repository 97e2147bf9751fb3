package io.headrace.features.engine;

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

    boolean ofEvents() {
        return events >= 0;
    }

    long longest() {
        return Math.max(0, Math.max(events, labels));
    }

    /** So long before a time, or the beginning of all time. */
    static long before(long time, long by) {
        return time < Long.MIN_VALUE + by ? Long.MIN_VALUE : time - by;
    }

    /** The first millisecond of a window that ends at a time. */
    static long after(long time, long over) {
        long before = before(time, over);
        return before == Long.MIN_VALUE ? before : before + 1;
    }
}
