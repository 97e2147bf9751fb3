package io.headrace.benchmarks.latency;

import java.time.Duration;

/**
 * When each event of a run is due, whatever became of those before: a system that stalls is charged for all that was due meanwhile.
 *
 * @param ratePerSecond events
 * @param seconds of the run
 */
record Schedule(int ratePerSecond, int seconds) {

    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    /** The share of the events that is not counted. */
    private static final double WARM_UP = 0.2;

    int events() {
        return Math.multiplyExact(ratePerSecond, seconds);
    }

    /** The first event that counts. */
    int firstCounted() {
        return (int) (WARM_UP * events());
    }

    /** Nanoseconds from the run's start to the event's moment. */
    long dueNanos(int event) {
        return event * NANOS_PER_SECOND / ratePerSecond;
    }
}
