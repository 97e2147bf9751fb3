package io.headrace.runtime.streams.expiry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * A task's memory of keys, each until a deadline of its own in event time. At its deadline a key still counts, later it does
 * not, whether it has been removed yet or not.
 *
 * <p>There is one store and no index by time: a key costs one read, one write and one removal, and so two records in the
 * changelog. What is over is found by going through all keys, a piece at a time: some with every few keys that are added, so
 * that the keys that are over stay a fraction of those that count, and the rest by the wall clock. No call does more than
 * {@link #PIECE} keys, however many are over at once. A round begins only when something has been over for the slack, so that
 * a quiet stream is left in peace. It goes on where it stopped, because RocksDB walks over what was removed, too.
 */
public final class ExpiringKeys {

    /** The most keys looked at in one call. */
    static final int PIECE = 1000;

    /** So many keys are looked at for each that is added, while a round is under way. */
    private static final int LOOKS_PER_KEY = 4;

    private static final Duration BY_THE_WALL_CLOCK = Duration.ofMillis(100);
    private static final byte[] NOTHING = {};

    private final KeyValueStore<Bytes, byte[]> store;
    private final LongSupplier progress;
    private final long slackMillis;

    /** Where the round goes on; null where none is under way. */
    private @Nullable Bytes cursor;

    /** No deadline is earlier, of the keys as they were before the round. */
    private long earliest = Long.MIN_VALUE;

    /** No deadline is earlier, of the keys that the round has left and those that came since it began. */
    private long earliestLeft = Long.MAX_VALUE;

    private int added;

    /**
     * Opens the store.
     *
     * @param context of the processor that has it; what is over is removed by its punctuation, too
     * @param progress event time, epoch milliseconds; never falls; {@link Long#MIN_VALUE} while it is not known
     * @param slack for how long keys may be over before they are looked for
     */
    public ExpiringKeys(ProcessorContext<?, ?> context, String name, LongSupplier progress, Duration slack) {
        this.store = context.getStateStore(name);
        this.progress = progress;
        this.slackMillis = slack.toMillis();
        context.schedule(BY_THE_WALL_CLOCK, PunctuationType.WALL_CLOCK_TIME, _ -> sweep());
    }

    /** The store. Not cached: a key is written once, so there is nothing to save. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    /** Whether a key was added whose deadline is not over. */
    public boolean contains(String key) {
        byte[] value = store.get(Deadline.key(key));
        return value != null && progress.getAsLong() <= Deadline.read(store.name(), value);
    }

    /**
     * Adds a key, or gives it another deadline.
     *
     * @param since event time from which it counts, epoch milliseconds
     * @param forMillis how long; the sum may be beyond every time
     */
    public void add(String key, long since, long forMillis) {
        long deadline = Deadline.after(since, forMillis);
        store.put(Deadline.key(key), Deadline.write(deadline, NOTHING));
        earliest = Math.min(earliest, deadline);
        earliestLeft = Math.min(earliestLeft, deadline);
        if (++added >= PIECE / LOOKS_PER_KEY) {
            added = 0;
            sweep();
        }
    }

    /** Looks at the next keys, where there may be some that are over. */
    private void sweep() {
        long now = progress.getAsLong();
        Bytes from = cursor;
        if (from == null) {
            if (now <= Deadline.after(earliest, slackMillis)) {
                return;
            }
            from = Bytes.wrap(NOTHING);
            earliestLeft = Long.MAX_VALUE;
        }
        List<Bytes> over = new ArrayList<>();
        cursor = look(from, now, over);
        over.forEach(store::delete);
        if (cursor == null) {
            earliest = earliestLeft;
        }
    }

    /** Gathers what is over; returns where the next look begins, or null at the end of the round. */
    private @Nullable Bytes look(Bytes from, long now, List<Bytes> over) {
        try (KeyValueIterator<Bytes, byte[]> keys = store.range(from, null)) {
            for (int looks = 0; keys.hasNext(); looks++) {
                if (looks == PIECE) {
                    return keys.peekNextKey();
                }
                KeyValue<Bytes, byte[]> entry = keys.next();
                long deadline = Deadline.read(store.name(), entry.value);
                if (now > deadline) {
                    over.add(entry.key);
                } else {
                    earliestLeft = Math.min(earliestLeft, deadline);
                }
            }
            return null;
        }
    }
}
