package io.headrace.monitor.join;

import io.headrace.monitor.avro.Pending;

/** How many events wait in a partition, and for what. Mutable; one thread. */
final class WaitingEvents {

    private long forCounterparts;
    private long forLabels;

    WaitingEvents(long forCounterparts, long forLabels) {
        this.forCounterparts = forCounterparts;
        this.forLabels = forLabels;
    }

    /** Events that wait for their row or their prediction. */
    long forCounterparts() {
        return forCounterparts;
    }

    /** Scored rows that wait for their label alone. */
    long forLabels() {
        return forLabels;
    }

    /** One more waits. */
    void add(boolean isForLabel) {
        count(isForLabel, 1);
    }

    /** One waits no longer. */
    void remove(boolean isForLabel) {
        count(isForLabel, -1);
    }

    static boolean isForLabel(Pending event) {
        return event.getScored() && !event.getLabelled();
    }

    private void count(boolean isForLabel, int events) {
        if (isForLabel) {
            forLabels += events;
        } else {
            forCounterparts += events;
        }
    }
}
