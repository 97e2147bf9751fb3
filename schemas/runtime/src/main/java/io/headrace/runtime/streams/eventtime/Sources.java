package io.headrace.runtime.streams.eventtime;

import io.headrace.runtime.streams.store.CommitStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/**
 * How far the sources of a task have come: by their own words in event time and in offsets of their inputs, which are kept. That a source is
 * idle it does not say itself. It is, as of a moment of this process, where its inputs ended then no further than it has brought them,
 * and had got nothing for a while. So no other process's clock matters, nor whether the source's own process is up. One thread.
 *
 * <p>Stored is, in version 2: the version in a byte, the watermark, then what was read of each input, 8 bytes each.
 */
final class Sources {

    private static final byte VERSION = 2;

    private final CommitStore store;
    private final Upstream upstream;

    /** The sources' numbers, in order; all else here goes by a source's place among them. */
    private final int[] numbers;

    private final long[] watermarks;
    private final long[][] read;
    private final long[] idleAt;
    private final long[] passed;
    private final long[] lookedAt;
    private final Seen[] seen;
    private long progress = Long.MIN_VALUE;
    private long readAt = InputEnds.NEVER;
    private int firstAtLimit;

    /** How far the one that is furthest had come at a moment. */
    private record Seen(long greatest, long at) {}

    Sources(CommitStore store, Upstream upstream) {
        this.store = store;
        this.upstream = upstream;
        this.numbers = upstream.numbers();
        int count = numbers.length;
        watermarks = new long[count];
        read = new long[count][];
        idleAt = new long[count];
        passed = new long[count];
        lookedAt = new long[count];
        seen = new Seen[count];
        Arrays.fill(watermarks, Long.MIN_VALUE);
        Arrays.fill(idleAt, InputEnds.NEVER);
        Arrays.fill(passed, Long.MIN_VALUE);
        Arrays.fill(seen, new Seen(Long.MIN_VALUE, Long.MIN_VALUE));
        for (int source = 0; source < count; source++) {
            read[source] = new long[upstream.of(numbers[source]).size()];
            byte[] stored = store.get(key(numbers[source]));
            if (stored != null) {
                read(source, ByteBuffer.wrap(stored));
            }
        }
    }

    private static Bytes key(int number) {
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    /** One that an earlier definition had is for nobody. */
    void hear(int number, Mark mark) {
        int source = Arrays.binarySearch(numbers, number);
        if (source >= 0) {
            hearOne(source, mark);
        }
    }

    private void hearOne(int source, Mark mark) {
        boolean isNews = mark.watermark() > watermarks[source];
        watermarks[source] = Math.max(watermarks[source], mark.watermark());
        long[] known = read[source];
        for (int input = 0; input < Math.min(known.length, mark.read().size()); input++) {
            isNews |= mark.read().get(input) > known[input];
            known[input] = Math.max(known[input], mark.read().get(input));
        }
        if (isNews) {
            lookedAt[source] = InputEnds.NEVER;
            ByteBuffer out = ByteBuffer.allocate(1 + Long.BYTES * (1 + known.length))
                    .put(VERSION)
                    .putLong(watermarks[source]);
            Arrays.stream(known).forEach(out::putLong);
            store.put(key(numbers[source]), out.array());
        }
    }

    /**
     * Looks how far event time has come: idle sources are not waited for.
     *
     * @param now epoch milliseconds by the wall clock
     */
    void look(long now) {
        long greatest = greatest();
        for (int source = 0; source < watermarks.length; source++) {
            if (Math.max(watermarks[source], passed[source]) < greatest) {
                look(source, now);
            }
        }
        progress = Math.max(progress, Math.min(limit(), greatest));
    }

    /** What an idle source has not brought will be of a time to come: as far as the others had come when it was looked for, it has. */
    private void look(int source, long now) {
        if (lookedAt[source] == now || upstream.idleAfter().isEmpty()) {
            return;
        }
        lookedAt[source] = now;
        Duration quietFor = upstream.idleAfter().get();
        idleAt[source] = Math.max(idleAt[source], idleAt(source, quietFor, now));
        if (seen[source].at() < idleAt[source]) {
            passed[source] = Math.max(passed[source], seen[source].greatest());
            seen[source] = new Seen(greatest(), now);
        }
    }

    /** All inputs are asked for each time: answers take a while. */
    private long idleAt(int source, Duration quietFor, long now) {
        List<TopicPartition> inputs = upstream.of(numbers[source]);
        long least = Long.MAX_VALUE;
        for (int input = 0; input < inputs.size(); input++) {
            least = Math.min(least, upstream.ends().idleAt(inputs.get(input), read[source][input], quietFor, now));
        }
        return least;
    }

    /** No item to come has a position before this, idle sources left out; {@link Long#MAX_VALUE} without sources. */
    long limit() {
        long least = Long.MAX_VALUE;
        for (int source = 0; source < watermarks.length; source++) {
            least = Math.min(least, Math.max(watermarks[source], passed[source]));
        }
        return least;
    }

    /**
     * As far as something is concerned that came here at a time, no item to come has a position before this. Left out are those
     * sources that have been idle since: of what is to come before it they would have brought some by then. Were only those left
     * out that are idle now, it would wait until all are at once: where each partition brings an event now and then, they never are.
     *
     * @param since epoch milliseconds by the wall clock
     * @param now likewise
     */
    long limit(long since, long now) {
        long least = Long.MAX_VALUE;
        for (int source = 0; source < watermarks.length; source++) {
            if (idleAt[source] <= since) {
                // All that may hold something up are looked for at once, not one after another.
                look(source, now);
            }
            if (watermarks[source] < least && idleAt[source] <= since) {
                least = watermarks[source];
                firstAtLimit = numbers[source];
            }
        }
        return least;
    }

    /** What has been brought of all inputs, source by source. */
    List<Long> read() {
        return Arrays.stream(read).flatMapToLong(Arrays::stream).boxed().toList();
    }

    /** The last moment known, epoch milliseconds, of which everything that was to be read has been brought. */
    long readAt(long now) {
        long least = Long.MAX_VALUE;
        for (int source = 0; source < watermarks.length; source++) {
            least = Math.min(least, idleAt(source, Duration.ZERO, now));
        }
        readAt = Math.max(readAt, least);
        return readAt;
    }

    /** The first of the sources that are at the limit last asked for: it, and those behind it, may bring more of that time. */
    int firstAtLimit() {
        return firstAtLimit;
    }

    /** The greatest {@link #limit()} so far, as far as some source has come: it never falls, and no wrong clock moves it. */
    long progress() {
        return progress;
    }

    private long greatest() {
        return Arrays.stream(watermarks, 0, upstream.leading()).max().orElse(Long.MIN_VALUE);
    }

    private void read(int source, ByteBuffer stored) {
        byte version = stored.get();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "a stored watermark has version " + version + "; this release reads version " + VERSION);
        }
        watermarks[source] = stored.getLong();
        for (int input = 0; stored.hasRemaining() && input < read[source].length; input++) {
            read[source][input] = stored.getLong();
        }
    }
}
