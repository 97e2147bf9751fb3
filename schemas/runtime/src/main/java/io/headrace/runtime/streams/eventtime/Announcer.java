package io.headrace.runtime.streams.eventtime;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * When a source tells those downstream of its progress: when it has gone on for a while, when it has become idle, and while it
 * is idle now and then again, since those who hear nothing stop relying on it. A source is idle when nothing has come for a
 * stated time during which its task was awake all along, and its partition is at its end. When it is idle no more it says until
 * when it was: what came to others before then need not wait for it again. One thread.
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

    /** So long before it matters whether a source is at its end, that is asked first: the answer takes a while. */
    private static final long ASKED_AHEAD_MS = 2 * TICK.toMillis();

    /**
     * How a source behaves.
     *
     * @param idleAfter without a record for so long, and at its end, it is idle; empty where no source ever is, as in a replay
     * @param every progress is told as often at most
     */
    public record Rule(Optional<Duration> idleAfter, Duration every) {}

    private final Rule rule;
    /** Before it has said anything, what was said in its place before it began may still be believed. */
    private Mark told = Mark.idle(Long.MIN_VALUE, Mark.NEVER);

    private long idleAt = Mark.NEVER;
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
        return told.isIdle() ? tell(new Mark(watermark, idleAt, false), now) : Optional.empty();
    }

    /**
     * Time went on.
     *
     * @param nothingAt the last moment known at which the source had nothing more to read, {@code now} where it has nothing now;
     *     asked only where it has been quiet for about long enough
     * @return what is to go to everyone, if anything
     */
    public Optional<Mark> tick(long watermark, LongSupplier nothingAt, long now) {
        if (now - lastTick > AWAKE_MS) {
            quietSince = now;
        }
        lastTick = now;
        idleAt = Math.max(idleAt, quietAt(nothingAt, now));
        if (idleAt == now) {
            boolean known = told.isIdle() && now - told.idleAt() < REPEAT.toMillis();
            return known ? Optional.empty() : tell(Mark.idle(watermark, now), now);
        }
        boolean news = told.isIdle() || watermark > told.watermark() || idleAt > told.idleAt();
        return news && now - toldAt >= rule.every().toMillis()
                ? tell(new Mark(watermark, idleAt, false), now)
                : Optional.empty();
    }

    private long quietAt(LongSupplier nothingAt, long now) {
        if (rule.idleAfter().isEmpty()) {
            return Mark.NEVER;
        }
        long left = rule.idleAfter().get().toMillis() - (now - quietSince);
        long at = left <= ASKED_AHEAD_MS ? nothingAt.getAsLong() : Mark.NEVER;
        return left <= 0 ? at : Mark.NEVER;
    }

    private Optional<Mark> tell(Mark mark, long now) {
        told = mark;
        toldAt = now;
        return Optional.of(mark);
    }
}
