package io.headrace.cleaning.topology;

import io.headrace.schemas.time.EventClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A partition's memory of event ids, and its clock. An id is remembered from when it was seen until the clock has gone on by
 * the deduplication window. A second store holds the ids in the order in which they are to be forgotten; they are forgotten
 * in batches, but an id whose time is over counts as forgotten at once.
 */
final class SeenEvents {

    static final String IDS = "seen-ids";
    static final String BY_TIME = "seen-ids-by-time";
    static final String CLOCK = "event-clock";

    private static final String ONLY_KEY = "clock";
    private static final byte[] NOTHING = {};
    private static final int BATCHES_PER_WINDOW = 64;

    private final DeduplicationRule rule;
    private final KeyValueStore<String, Long> ids;
    private final KeyValueStore<Bytes, byte[]> byTime;
    private final KeyValueStore<String, byte[]> clockStore;
    private EventClock clock;
    private long nextSweep;
    /** Everything before this time was forgotten. A sweep begins here: RocksDB walks over what was deleted, too. */
    private long sweptTo;

    SeenEvents(ProcessorContext<?, ?> context, DeduplicationRule rule) {
        this.rule = rule;
        this.ids = context.getStateStore(IDS);
        this.byTime = context.getStateStore(BY_TIME);
        this.clockStore = context.getStateStore(CLOCK);
        byte[] stored = clockStore.get(ONLY_KEY);
        // A partition that has seen nothing takes its first record's time.
        this.clock = stored == null ? EventClock.startingAt(Long.MIN_VALUE / 2) : read(stored);
        this.nextSweep = Long.MIN_VALUE;
    }

    /** In a fixed order, so that the topology's description is the same in every process. */
    static Set<StoreBuilder<?>> stores() {
        return new LinkedHashSet<>(List.of(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(IDS), Serdes.String(), Serdes.Long()),
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(BY_TIME), Serdes.Bytes(), Serdes.ByteArray()),
                // Cached: it changes with every record, but only what it is at a commit needs to be in the changelog.
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(CLOCK), Serdes.String(), Serdes.ByteArray())
                        .withCachingEnabled()));
    }

    /** Lets the clock see a record, and forgets ids whose time is over. */
    void moveClock(long eventTime) {
        EventClock before = clock;
        clock = clock.now() < 0 ? EventClock.startingAt(eventTime) : clock.after(eventTime, rule.clock());
        if (!clock.equals(before)) {
            clockStore.put(ONLY_KEY, write(clock));
        }
        if (clock.now() >= nextSweep) {
            sweep();
        }
    }

    /** Whether an event of this time is later than the definition allows. */
    boolean isLate(long eventTime) {
        return clock.isLate(eventTime, rule.clock());
    }

    boolean contains(String id) {
        Long seenAt = ids.get(id);
        return seenAt != null && seenAt + rule.windowMillis() >= clock.now();
    }

    void remember(String id) {
        ids.put(id, clock.now());
        byTime.put(timeKey(clock.now(), id.getBytes(StandardCharsets.UTF_8)), NOTHING);
    }

    private void sweep() {
        long forgotten = clock.now() - rule.windowMillis();
        nextSweep = clock.now() + Math.max(1, rule.windowMillis() / BATCHES_PER_WINDOW);
        if (forgotten <= 0) {
            return;
        }
        List<Bytes> over = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries =
                byTime.range(timeKey(sweptTo, NOTHING), timeKey(forgotten, NOTHING))) {
            entries.forEachRemaining((KeyValue<Bytes, byte[]> entry) -> over.add(entry.key));
        }
        over.forEach(this::forget);
        sweptTo = forgotten;
    }

    private void forget(Bytes entry) {
        ByteBuffer bytes = ByteBuffer.wrap(entry.get());
        long seenAt = bytes.getLong();
        String id = StandardCharsets.UTF_8.decode(bytes).toString();
        Long latest = ids.get(id);
        if (latest != null && latest == seenAt) {
            ids.delete(id);
        }
        byTime.delete(entry);
    }

    /** Big-endian, so that the store's order is that of time; times are 0 or more. */
    private static Bytes timeKey(long time, byte[] id) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(time)
                .put(id)
                .array());
    }

    private static byte[] write(EventClock clock) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(clock.now())
                .putLong(clock.stride())
                .array();
    }

    private static EventClock read(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        return new EventClock(bytes.getLong(), bytes.getLong());
    }
}
