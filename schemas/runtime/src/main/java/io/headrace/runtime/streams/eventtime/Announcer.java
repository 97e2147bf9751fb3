package io.headrace.runtime.streams.eventtime;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * When a source tells those downstream of its progress: when it has gone on for a while, when it has become idle, and while it
 * is idle now and then again, since those who hear nothing stop relying on it. A source is idle when nothing has come for a
 * stated time during which its task was awake all along, and its partition is at its end. One thread.
 */
public final class Announcer {

    /** How often {@link #tick} is to be called. */
    public static final Duration TICK = Duration.ofMillis(25);

    /** How often an idle source says again that it is. */
    static final Duration REPEAT = Duration.ofSeconds(2);

    /**
     * Between two ticks a task that is awake takes no longer, though its thread waits for records in between; one that was
     * stopped begins to count anew.
     */
    private static final long AWAKE_MS = 1_000;

    /**
     * How a source behaves.
     *
     * @param idleAfter without a record for so long, and at its end, it is idle; empty where no source ever is, as in a replay
     * @param every progress is told as often at most
     */
    public record Rule(Optional<Duration> idleAfter, Duration every) {}

    private final Rule rule;
    /** Before it has said anything, what was said in its place before it began may still be believed. */
    private Mark told = new Mark(Long.MIN_VALUE, 0);

    private long toldAt;
    private long quietSince;
    private long lastTick;

    /** @param now epoch milliseconds by the wall clock */
    public Announcer(Rule rule, long now) {
        this.rule = rule;
        this.toldAt = now;
        this.quietSince = now;
        this.lastTick = now;
    }

    /**
     * A record came.
     *
     * @return what must go to everyone before what comes of the record does: that the source is idle no more
     */
    public Optional<Mark> wake(long watermark, long now) {
        quietSince = now;
        return told.isIdle() ? tell(Mark.busy(watermark), now) : Optional.empty();
    }

    /**
     * Time went on.
     *
     * @param atEnd whether the source has nothing more to read; asked only where it has been quiet for long enough
     * @return what is to go to everyone, if anything
     */
    public Optional<Mark> tick(long watermark, BooleanSupplier atEnd, long now) {
        if (now - lastTick > AWAKE_MS) {
            quietSince = now;
        }
        lastTick = now;
        if (isIdle(atEnd, now)) {
            boolean known = told.isIdle() && now - told.idleAt() < REPEAT.toMillis();
            return known ? Optional.empty() : tell(new Mark(watermark, now), now);
        }
        boolean news = told.isIdle() || watermark > told.watermark();
        return news && now - toldAt >= rule.every().toMillis() ? tell(Mark.busy(watermark), now) : Optional.empty();
    }

    private boolean isIdle(BooleanSupplier atEnd, long now) {
        return rule.idleAfter().isPresent()
                && now - quietSince >= rule.idleAfter().get().toMillis()
                && atEnd.getAsBoolean();
    }

    private Optional<Mark> tell(Mark mark, long now) {
        told = mark;
        toldAt = now;
        return Optional.of(mark);
    }
}
