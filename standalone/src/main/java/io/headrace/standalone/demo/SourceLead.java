package io.headrace.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps a demo's source from running far ahead of what is scored, as it would on a slow machine or while everything starts: the story is about what
 * happens now, and what the source is told has to show soon. For one thread.
 */
final class SourceLead {

    private static final Duration MOST = Duration.ofDays(4);
    private static final Duration LEAST = Duration.ofDays(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Source source;
    private final LongSupplier nanoClock;
    private boolean paused;
    private long lookedAt;

    /** A source that can be held up. */
    interface Source {

        /** Whether it can be told anything yet. */
        boolean runs();

        void pause();

        void resume();
    }

    /** @param paused whether the source is, as an earlier run may have left it */
    SourceLead(Source source, boolean paused, LongSupplier nanoClock) {
        this.source = source;
        this.paused = paused;
        this.nanoClock = nanoClock;
        this.lookedAt = nanoClock.getAsLong();
    }

    /**
     * Looks, now and then, whether the source has to wait or may go on.
     *
     * @param scored event time of what was scored last
     * @param newest tells the event time the source has got to
     */
    void look(Instant scored, Supplier<Instant> newest) {
        long now = nanoClock.getAsLong();
        if (now - lookedAt < BETWEEN_LOOKS.toNanos() || !source.runs()) {
            return;
        }
        lookedAt = now;
        Duration lead = Duration.between(scored, newest.get());
        if (!paused && lead.compareTo(MOST) > 0) {
            source.pause();
            paused = true;
        } else if (paused && lead.compareTo(LEAST) < 0) {
            source.resume();
            paused = false;
        }
    }
}
