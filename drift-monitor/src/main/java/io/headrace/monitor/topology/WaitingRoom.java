package io.headrace.monitor.topology;

import io.headrace.schemas.time.EventClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
 * Records of one partition that wait for their counterpart, for so much event time at most. An entry is its expiry and its
 * bytes; a second store holds the keys in the order of expiry.
 */
final class WaitingRoom {

    static final String ENTRIES = "waiting";
    static final String BY_EXPIRY = "waiting-by-expiry";
    static final String CLOCK = "partition-clock";

    private static final String ONLY_KEY = "clock";
    private static final byte[] NOTHING = {};
    private static final int SWEEPS_PER_STAY = 64;

    private final MonitorTimes times;
    private final KeyValueStore<Bytes, byte[]> entries;
    private final KeyValueStore<Bytes, byte[]> byExpiry;
    private final KeyValueStore<String, byte[]> clockStore;
    private Optional<EventClock> clock;
    private long nextSweep = Long.MIN_VALUE;
    /** Nothing expires before this any more. A sweep begins here: RocksDB walks over what was deleted, too. */
    private long sweptTo;

    WaitingRoom(ProcessorContext<?, ?> context, MonitorTimes times) {
        this.times = times;
        entries = context.getStateStore(ENTRIES);
        byExpiry = context.getStateStore(BY_EXPIRY);
        clockStore = context.getStateStore(CLOCK);
        clock = Optional.ofNullable(clockStore.get(ONLY_KEY)).map(WaitingRoom::readClock);
    }

    /** In a fixed order, so that the topology's description is the same in every process. */
    static Set<StoreBuilder<?>> stores() {
        return new LinkedHashSet<>(List.of(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(ENTRIES), Serdes.Bytes(), Serdes.ByteArray()),
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(BY_EXPIRY), Serdes.Bytes(), Serdes.ByteArray()),
                // Cached: it changes with every record, but only what it is at a commit needs to be in the changelog.
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(CLOCK), Serdes.String(), Serdes.ByteArray())
                        .withCachingEnabled()));
    }

    /** Lets the clock see a record, and lets go whoever has waited too long. Gives how many were let go. */
    int moveClock(long eventTime) {
        EventClock moved = clock.map(current -> current.after(eventTime, times.clock()))
                .orElseGet(() -> EventClock.startingAt(eventTime));
        if (!Optional.of(moved).equals(clock)) {
            clock = Optional.of(moved);
            clockStore.put(ONLY_KEY, writeClock(moved));
        }
        return moved.now() >= nextSweep ? sweep(moved.now()) : 0;
    }

    void put(Waiting kind, String id, byte[] bytes) {
        remove(kind, id);
        long expiry = now() + times.stayMillis();
        Bytes key = key(kind, id);
        entries.put(
                key,
                ByteBuffer.allocate(Long.BYTES + bytes.length)
                        .putLong(expiry)
                        .put(bytes)
                        .array());
        byExpiry.put(expiryKey(expiry, key.get()), NOTHING);
    }

    Optional<byte[]> get(Waiting kind, String id) {
        return Optional.ofNullable(entries.get(key(kind, id)))
                .map(entry -> Arrays.copyOfRange(entry, Long.BYTES, entry.length));
    }

    Optional<byte[]> remove(Waiting kind, String id) {
        Bytes key = key(kind, id);
        byte[] entry = entries.delete(key);
        if (entry == null) {
            return Optional.empty();
        }
        byExpiry.delete(expiryKey(ByteBuffer.wrap(entry).getLong(), key.get()));
        return Optional.of(Arrays.copyOfRange(entry, Long.BYTES, entry.length));
    }

    private long now() {
        return clock.map(EventClock::now).orElse(0L);
    }

    private int sweep(long now) {
        nextSweep = now + Math.max(1, times.stayMillis() / SWEEPS_PER_STAY);
        List<Bytes> over = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> expired =
                byExpiry.range(expiryKey(sweptTo, NOTHING), expiryKey(Math.max(0, now), NOTHING))) {
            expired.forEachRemaining((KeyValue<Bytes, byte[]> entry) -> over.add(entry.key));
        }
        sweptTo = Math.max(sweptTo, now);
        for (Bytes entry : over) {
            byte[] bytes = entry.get();
            entries.delete(Bytes.wrap(Arrays.copyOfRange(bytes, Long.BYTES, bytes.length)));
            byExpiry.delete(entry);
        }
        return over.size();
    }

    private static Bytes key(Waiting kind, String id) {
        byte[] text = id.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + text.length).put(kind.mark()).put(text).array());
    }

    /** Big-endian, so that the store's order is that of time; times are 0 or more. */
    private static Bytes expiryKey(long expiry, byte[] key) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + key.length)
                .putLong(expiry)
                .put(key)
                .array());
    }

    private static byte[] writeClock(EventClock clock) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(clock.now())
                .putLong(clock.stride())
                .array();
    }

    private static EventClock readClock(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        return new EventClock(bytes.getLong(), bytes.getLong());
    }

    /** Who waits for whom. */
    enum Waiting {
        /** A feature row for its prediction. */
        ROW('r'),
        /** A prediction for its row. */
        PREDICTION_FOR_ROW('p'),
        /** A prediction for its label. */
        PREDICTION_FOR_LABEL('q'),
        /** A label for its prediction. */
        LABEL('l');

        private final byte mark;

        Waiting(char mark) {
            this.mark = (byte) mark;
        }

        byte mark() {
            return mark;
        }
    }
}
