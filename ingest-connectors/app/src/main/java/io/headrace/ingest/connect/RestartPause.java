package io.headrace.ingest.connect;

import java.time.Duration;

/** The pause before a failed connector is started again: doubles from one second up to half a minute. For one thread. */
final class RestartPause {

    private static final long SHORTEST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();

    private long pauseNanos = SHORTEST_NANOS;
    private long lastNanos;
    private boolean before;

    /** Whether it may be started now; if so, that counts as a start. */
    boolean over(long nowNanos) {
        if (before && nowNanos - lastNanos < pauseNanos) {
            return false;
        }
        pauseNanos = before ? Math.min(2 * pauseNanos, LONGEST_NANOS) : SHORTEST_NANOS;
        before = true;
        lastNanos = nowNanos;
        return true;
    }

    /** Once it has run for longer than the pause, a failure is a new one. */
    void recovered(long nowNanos) {
        if (before && nowNanos - lastNanos > LONGEST_NANOS) {
            before = false;
        }
    }
}
