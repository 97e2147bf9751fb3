package io.headrace.runtime.streams.eventtime;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far the sources of a task have come. A watermark is kept, that a source is idle is not: after a restart it has to say so
 * again, and one that has not said so for a while is waited for. One thread.
 */
final class Sources {

    private static final byte VERSION = 1;

    /** A source that was idle and has not repeated it for so long may be down with records to come. */
    private static final long RELY_MS = Duration.ofSeconds(5).toMillis();

    private final KeyValueStore<Integer, byte[]> store;
    private final long[] watermarks;
    private final long[] idleAt;
    private final boolean[] idle;
    private final long startedAt;
    private long progress = Long.MIN_VALUE;
    private int firstAtLimit;

    /**
     * @param count sources are numbered from 0
     * @param startedAt epoch milliseconds by the wall clock: that a source was idle before then says nothing, since it may be of a
     *     time before records came that are still to be read
     */
    Sources(KeyValueStore<Integer, byte[]> store, int count, long startedAt) {
        this.store = store;
        this.startedAt = startedAt;
        watermarks = new long[count];
        idleAt = new long[count];
        idle = new boolean[count];
        Arrays.fill(idleAt, Mark.NEVER);
        for (int source = 0; source < count; source++) {
            byte[] stored = store.get(source);
            watermarks[source] = stored == null ? Long.MIN_VALUE : read(stored);
        }
    }

    void hear(int source, Mark mark) {
        boolean isOfNow = mark.idleAt() >= startedAt;
        idle[source] = mark.isIdle() && isOfNow;
        if (isOfNow) {
            idleAt[source] = Math.max(idleAt[source], mark.idleAt());
        }
        if (mark.watermark() > watermarks[source]) {
            watermarks[source] = mark.watermark();
            store.put(
                    source,
                    ByteBuffer.allocate(1 + Long.BYTES)
                            .put(VERSION)
                            .putLong(mark.watermark())
                            .array());
        }
    }

    /** No item to come has a position before this, idle sources left out; {@link Long#MAX_VALUE} where all are idle. */
    long limit(long now) {
        long least = limit(now, Long.MAX_VALUE);
        long greatest = Arrays.stream(watermarks).max().orElse(Long.MIN_VALUE);
        progress = Math.max(progress, Math.min(least, greatest));
        return least;
    }

    /**
     * As far as something is concerned that came here at a time, no item to come has a position before this. Left out are those
     * sources too that have been idle since: of what is to come before it they would have brought some by then. Were only those left
     * out that are idle now, it would wait until all are at once: where each partition brings an event now and then, they never are.
     *
     * @param since epoch milliseconds by the wall clock; the greatest number for something that came just now
     */
    long limit(long now, long since) {
        long least = Long.MAX_VALUE;
        for (int source = 0; source < watermarks.length; source++) {
            if (watermarks[source] < least && idleAt[source] < since && !isIdle(source, now)) {
                least = watermarks[source];
                firstAtLimit = source;
            }
        }
        return least;
    }

    /** The last moment, by their wall clocks, up to which every source is known to have brought all it had. */
    long idleAt(long now) {
        long least = now;
        for (int source = 0; source < watermarks.length; source++) {
            least = isIdle(source, now) ? least : Math.min(least, idleAt[source]);
        }
        return least;
    }

    /** The first of the sources that are at the limit last asked for: it, and those behind it, may bring more of that time. */
    int firstAtLimit() {
        return firstAtLimit;
    }

    /** The greatest {@link #limit(long)} so far, as far as some source has come: it never falls, and no wrong clock moves it. */
    long progress() {
        return progress;
    }

    private boolean isIdle(int source, long now) {
        return idle[source] && now - idleAt[source] < RELY_MS;
    }

    private static long read(byte[] stored) {
        ByteBuffer in = ByteBuffer.wrap(stored);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "a stored watermark has version " + version + "; this release reads version " + VERSION);
        }
        return in.getLong();
    }
}
