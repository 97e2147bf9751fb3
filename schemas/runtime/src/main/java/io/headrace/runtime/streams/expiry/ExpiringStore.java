package io.headrace.runtime.streams.expiry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Values that wait, each until a deadline of its own in event time: found by key, and handed over in the order of their
 * deadlines when these are over. For what must happen when the wait is over; where nothing does, {@link ExpiringKeys} costs
 * half.
 *
 * <p>Keys are not empty. At its deadline a value is still there, later it is not, whether it has been handed over yet or not. A second store has
 * the keys by deadline. Its sweep begins where the last one ended, because RocksDB walks over what was removed, too.
 */
public final class ExpiringStore {

    private static final byte[] NOTHING = {};

    private final String name;
    private final KeyValueStore<Bytes, byte[]> values;
    private final KeyValueStore<Bytes, byte[]> byDeadline;

    /** No deadline is earlier. */
    private long earliest = Long.MIN_VALUE;

    /**
     * A value that waits, or waited.
     *
     * @param deadline event time, epoch milliseconds
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Waiting(String key, long deadline, byte[] value) {}

    /** Opens the stores of the processor whose context it is. */
    public ExpiringStore(ProcessorContext<?, ?> context, String name) {
        this.name = name;
        this.values = context.getStateStore(name);
        this.byDeadline = context.getStateStore(indexOf(name));
    }

    /** The stores: cached, so that what is written several times between two commits costs one record in the changelogs. */
    public static List<StoreBuilder<KeyValueStore<Bytes, byte[]>>> stores(String name) {
        return List.of(store(name), store(indexOf(name)));
    }

    /**
     * A value that waits.
     *
     * @param now event time, epoch milliseconds
     */
    public Optional<Waiting> get(String key, long now) {
        return find(key).filter(waiting -> now <= waiting.deadline());
    }

    /** Lets a value wait, in place of the one that the key had. */
    public void put(String key, long deadline, byte[] value) {
        boolean indexed = false;
        Optional<Waiting> before = find(key);
        if (before.isPresent()) {
            indexed = before.get().deadline() == deadline;
            if (!indexed) {
                byDeadline.delete(index(before.get().deadline(), key));
            }
        }
        values.put(key(key), Deadline.write(deadline, value));
        if (!indexed) {
            byDeadline.put(index(deadline, key), NOTHING);
        }
        earliest = Math.min(earliest, deadline);
    }

    /** Takes a value away, if there is one. */
    public void remove(String key) {
        find(key).ifPresent(this::remove);
    }

    /**
     * Takes away values whose deadline is over, in the order of deadlines and, of one deadline, of keys.
     *
     * @param now event time, epoch milliseconds
     * @param most how many; if it takes away as many there may be more, for the next call
     */
    public List<Waiting> takeOver(long now, int most) {
        if (now <= earliest && earliest != Long.MIN_VALUE) {
            return List.of();
        }
        List<Waiting> over = new ArrayList<>();
        long next = now;
        try (KeyValueIterator<Bytes, byte[]> keys = byDeadline.range(index(earliest, ""), index(now, ""))) {
            while (keys.hasNext()) {
                KeyValue<Bytes, byte[]> entry = keys.next();
                if (over.size() == most) {
                    next = deadlineIn(entry.key);
                    break;
                }
                over.add(find(keyIn(entry.key))
                        .orElseThrow(() -> new IllegalStateException("store " + name + " lacks a key of its index")));
            }
        }
        over.forEach(this::remove);
        earliest = next;
        return List.copyOf(over);
    }

    private void remove(Waiting waiting) {
        values.delete(key(waiting.key()));
        byDeadline.delete(index(waiting.deadline(), waiting.key()));
    }

    private Optional<Waiting> find(String key) {
        byte[] value = values.get(key(key));
        return value == null
                ? Optional.empty()
                : Optional.of(new Waiting(
                        key,
                        Deadline.read(name, value),
                        Arrays.copyOfRange(value, Deadline.VALUE_BYTES, value.length)));
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled();
    }

    private static String indexOf(String name) {
        return name + "-by-deadline";
    }

    private static Bytes key(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }

    /** Big-endian with the sign turned, so that the store's order is that of time, also before 1970. */
    private static Bytes index(long deadline, String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(deadline ^ Long.MIN_VALUE)
                .put(bytes)
                .array());
    }

    private static long deadlineIn(Bytes index) {
        return ByteBuffer.wrap(index.get()).getLong() ^ Long.MIN_VALUE;
    }

    private static String keyIn(Bytes index) {
        byte[] bytes = index.get();
        return new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8);
    }
}
