package io.headrace.runtime.streams.expiry;

import io.headrace.runtime.streams.store.CommitStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * A task's memory of keys, each until a deadline of its own in event time. At its deadline a key still counts, later it does
 * not, whether it has been removed yet or not.
 *
 * <p>Keys are stored in blocks, so that the store and its changelog have one record for many of them. Those that were added are
 * in memory only until {@link #write} is called; who adds them keeps them until then in a way that survives a restart, and adds
 * them again after it.
 *
 * <p>An index in memory says in which block a key may be, and is made from the blocks when the store is opened. So a new key,
 * which is the usual case, is known to be new without a look into the store; of a known one the block is read. It takes 11 to 17
 * bytes a key: 30 to 45 MB of heap for 2.5 million.
 *
 * <p>The keys of a block have deadlines in one span of time, so that a block is over as a whole: a key is kept for at most that
 * span longer than it counts. Blocks that are over are removed in the order of their spans, some with each that is written and
 * the rest by the wall clock: no call removes more than {@link #MOST_REMOVED}, however many are over at once.
 */
public final class ExpiringKeys {

    /** The most blocks removed in one call. */
    static final int MOST_REMOVED = 16;

    /** Blocks that may be removed for each that is written. */
    private static final int REMOVED_FOR_EACH = 4;

    private static final Duration BY_THE_WALL_CLOCK = Duration.ofMillis(100);

    private final CommitStore store;
    private final LongSupplier progress;
    private final long spanMillis;
    private final KeyIndex index = new KeyIndex();
    private final List<Added> added = new ArrayList<>();

    /** By span: the numbers of its blocks. */
    private final NavigableMap<Long, Deque<Long>> spans = new TreeMap<>();

    /** Number of the next block. */
    private long next;

    /** A key that is in no block yet. */
    private record Added(long deadline, ExpiringKey key) {}

    /**
     * Opens the store, and reads all of it.
     *
     * @param store the keys' own section of what the task remembers
     * @param context of the processor that has it; what is over is removed by its punctuation, too
     * @param progress event time, epoch milliseconds; never falls; {@link Long#MIN_VALUE} while it is not known
     * @param slack for how long keys that are over may be kept with others that are not
     */
    public ExpiringKeys(CommitStore store, ProcessorContext<?, ?> context, LongSupplier progress, Duration slack) {
        this.store = store;
        this.progress = progress;
        this.spanMillis = Math.max(1, slack.toMillis());
        load();
        context.schedule(BY_THE_WALL_CLOCK, PunctuationType.WALL_CLOCK_TIME, _ -> removeOver(MOST_REMOVED));
    }

    /** Whether a key was added whose deadline is not over. */
    public boolean contains(ExpiringKey key) {
        long now = progress.getAsLong();
        for (Added one : added) {
            if (now <= one.deadline() && one.key().equals(key)) {
                return true;
            }
        }
        return index.any(key.hash()) && index.any(key.hash(), low32 -> counts(low32, key, now));
    }

    /**
     * Adds a key. Where it counts already, it counts until the later deadline.
     *
     * @param since event time from which it counts, epoch milliseconds
     * @param forMillis how long; the sum may be beyond every time
     */
    public void add(ExpiringKey key, long since, long forMillis) {
        added.add(new Added(Deadline.after(since, forMillis), key));
    }

    /** Writes what was added: a record for the keys of each span. */
    public void write() {
        Map<Long, List<Added>> bySpan = new TreeMap<>();
        for (Added one : added) {
            bySpan.computeIfAbsent(span(one.deadline()), _ -> new ArrayList<>()).add(one);
        }
        added.clear();
        bySpan.forEach(this::write);
        removeOver(Math.min(MOST_REMOVED, REMOVED_FOR_EACH * bySpan.size()));
    }

    /** How many keys it has, those that are over and not removed yet among them. */
    long inMemory() {
        return added.size() + index.entries();
    }

    private void write(long span, List<Added> keys) {
        long number = next++;
        KeyBlock block = new KeyBlock();
        for (Added one : keys) {
            block.add(one.deadline(), one.key());
            index.add(one.key().hash(), number);
        }
        store.put(storeKey(number), block.toBytes());
        numbers(span).add(number);
    }

    /** Whether a block holds a key that counts. */
    private boolean counts(long low32, ExpiringKey key, long now) {
        // There are never as many blocks at once: it is the newest with these low bits.
        long number = next - 1 - ((next - 1 - low32) & 0xffff_ffffL);
        byte[] block = store.get(storeKey(number));
        boolean[] found = new boolean[1];
        if (block != null) {
            KeyBlock.read(store.name(), block, (deadline, bytes, from, to) -> {
                found[0] = now <= deadline && key.is(bytes, from, to);
                return !found[0];
            });
        }
        return found[0];
    }

    private void removeOver(int most) {
        long now = span(progress.getAsLong());
        for (int removed = 0; removed < most && !spans.isEmpty() && now > spans.firstKey(); removed++) {
            Deque<Long> numbers = spans.firstEntry().getValue();
            remove(numbers.remove());
            if (numbers.isEmpty()) {
                spans.pollFirstEntry();
            }
        }
    }

    private void remove(long number) {
        Bytes key = storeKey(number);
        byte @Nullable [] block = store.get(key);
        if (block == null) {
            throw new IllegalStateException("store " + store.name() + " lacks block " + number);
        }
        KeyBlock.read(store.name(), block, (_, bytes, from, to) -> {
            index.remove(KeyHash.of(bytes, from, to), number);
            return true;
        });
        store.delete(key);
    }

    private void load() {
        try (KeyValueIterator<Bytes, byte[]> blocks = store.range(null, null)) {
            while (blocks.hasNext()) {
                KeyValue<Bytes, byte[]> block = blocks.next();
                KeyBlock.requireVersion(store.name(), block.value);
                load(ByteBuffer.wrap(block.key.get()).getLong(), block.value);
            }
        }
    }

    private void load(long number, byte[] block) {
        long[] last = {Long.MIN_VALUE};
        KeyBlock.read(store.name(), block, (deadline, bytes, from, to) -> {
            index.add(KeyHash.of(bytes, from, to), number);
            last[0] = Math.max(last[0], deadline);
            return true;
        });
        // Of the slack as it is now, which may be another than when the block was written.
        numbers(span(last[0])).add(number);
        next = Math.max(next, number + 1);
    }

    private long span(long time) {
        return Math.floorDiv(time, spanMillis);
    }

    private Deque<Long> numbers(long span) {
        return spans.computeIfAbsent(span, _ -> new ArrayDeque<>());
    }

    private static Bytes storeKey(long number) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }
}
