package io.headrace.runtime.streams.expiry;

import io.headrace.schemas.time.PartitionClock;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** A task's clock of event time, kept in a store, so that a restart changes nothing. */
public final class StoredClock {

    private static final String ONLY_KEY = "clock";

    private final KeyValueStore<String, byte[]> store;
    private final PartitionClock clock;

    /** Opens the store: the clock goes on where it was at the last commit. */
    public StoredClock(ProcessorContext<?, ?> context, String name) {
        store = context.getStateStore(name);
        byte[] stored = store.get(ONLY_KEY);
        clock = stored == null ? new PartitionClock() : PartitionClock.read(stored);
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
        store.put(ONLY_KEY, clock.toBytes());
    }
}
