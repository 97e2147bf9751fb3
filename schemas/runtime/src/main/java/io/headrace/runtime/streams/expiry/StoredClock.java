package io.headrace.runtime.streams.expiry;

import io.headrace.schemas.time.PartitionClock;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A task's clock of event time, kept in a store, so that a restart changes nothing. Stored are the clock as it was some events
 * ago and the times of the events since, for the whole of it takes longer to write than an event may cost.
 */
public final class StoredClock {

    private static final String CLOCK = "clock";
    private static final String SINCE = "since";

    /** After so many events the clock is written. */
    private static final int MOST_SINCE = 64;

    private static final byte VERSION = 1;

    private final KeyValueStore<String, byte[]> store;
    private final PartitionClock clock;
    private final long[] since = new long[MOST_SINCE];
    private int events;

    /** Opens the store: the clock goes on where it was at the last commit. */
    public StoredClock(ProcessorContext<?, ?> context, String name) {
        store = context.getStateStore(name);
        byte[] stored = store.get(CLOCK);
        clock = stored == null ? new PartitionClock() : PartitionClock.read(stored);
        byte[] times = store.get(SINCE);
        if (times != null) {
            goOn(ByteBuffer.wrap(times));
        }
    }

    /** The store. Cached: it changes with every event, but only what it is at a commit needs to be in the changelog. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled();
    }

    /** As {@link PartitionClock#now()}. */
    public long now() {
        return clock.now();
    }

    /** One more event, as {@link PartitionClock#see}. */
    public void see(long eventTime) {
        clock.see(eventTime);
        since[events++] = eventTime;
        if (events == MOST_SINCE) {
            store.put(CLOCK, clock.toBytes());
            events = 0;
        }
        store.put(SINCE, written());
    }

    private byte[] written() {
        ByteBuffer out = ByteBuffer.allocate(1 + events * Long.BYTES).put(VERSION);
        for (int i = 0; i < events; i++) {
            out.putLong(since[i]);
        }
        return out.array();
    }

    private void goOn(ByteBuffer times) {
        byte version = times.get();
        if (version != VERSION) {
            throw new IllegalStateException("store %s holds times of version %d; this release reads version %d"
                    .formatted(store.name(), version, VERSION));
        }
        while (times.hasRemaining()) {
            since[events] = times.getLong();
            clock.see(since[events++]);
        }
    }
}
