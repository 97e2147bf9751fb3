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
}
