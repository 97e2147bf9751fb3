package io.headrace.runtime.streams.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.StateStoreProvider;
import org.jspecify.annotations.Nullable;

/**
 * A store whose owner keeps what changes with every record in memory, as objects, and writes it just before a commit. So a
 * record costs no write, and a value that changes a thousand times between two commits is encoded, and sent to the changelog,
 * once. What a commit holds is complete: the owner's writer runs within the transaction, before it ends.
 *
 * <p>Kafka Streams flushes caches at that moment; this store is one to it. Writes at other times wait for the commit as well,
 * unless they become many. One thread.
 */
public final class CommitStore extends WrappedStore {

    /** By key its value; {@code null} where it goes. */
    private final Map<Bytes, byte @Nullable []> written = new LinkedHashMap<>();

    private long bytes;

    CommitStore(KeyValueStore<Bytes, byte[]> store) {
        super(store);
    }

    /** The processor's store of that name. */
    public static CommitStore of(ProcessorContext<?, ?> context, String name) {
        return of(context, name, CommitStore.class);
    }

    /** One around a store, for what has no topology. */
    public static CommitStore around(KeyValueStore<Bytes, byte[]> store) {
        return new CommitStore(store);
    }

    /** Finds them by {@link org.apache.kafka.streams.KafkaStreams#store}: a copy that a standby keeps, to be read by {@link #committed}. */
    public static QueryableStoreType<CommitStore> copies() {
        return new QueryableStoreType<>() {
            @Override
            public boolean accepts(StateStore store) {
                return store instanceof CommitStore;
            }

            @Override
            public CommitStore create(StateStoreProvider stores, String name) {
                return stores.stores(name, this).getFirst();
            }
        };
    }

    /** Builds it, with a changelog. */
    public static StoreBuilder<CommitStore> builder(String name) {
        return new WrappedStoreBuilder<>(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingDisabled(),
                CommitStore::new);
    }

    /** A value; {@code null} where there is none. */
    public byte @Nullable [] get(Bytes key) {
        byte @Nullable [] waiting = written.get(key);
        if (waiting != null || written.containsKey(key)) {
            return waiting;
        }
        return store.get(key);
    }

    /** Puts a value, in place of the one before. */
    public void put(Bytes key, byte[] value) {
        keep(key, value, value.length);
    }

    /** Takes a value away, if there is one. */
    public void delete(Bytes key) {
        keep(key, null, 0);
    }

    private void keep(Bytes key, byte @Nullable [] value, int length) {
        written.put(key, value);
        bytes += key.get().length + length;
        if (bytes > MOST_BYTES) {
            settle();
        }
    }

    /** Entries in the order of their keys; both ends included. To be closed. */
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        settle();
        return store.range(from, to);
    }

    /** Entries from the greatest key down; both ends included. To be closed. */
    public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
        settle();
        return store.reverseRange(from, to);
    }

    /**
     * Entries as they were committed, all of one moment, in the order of their keys; both ends included. To be closed. For any thread, of a store
     * whose owner is elsewhere.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the copy is closed meanwhile
     */
    public KeyValueIterator<Bytes, byte[]> committed(Bytes from, Bytes to) {
        return store.range(from, to);
    }

    @Override
    public void settle() {
        if (!written.isEmpty()) {
            written.forEach(this::write);
            written.clear();
            bytes = 0;
        }
    }

    // A store's own delete first reads what it removes. Kafka's own types have no place for "may be null", but a value
    // may be.
    @SuppressWarnings("NullAway")
    private void write(Bytes key, byte @Nullable [] value) {
        store.put(key, value);
    }

    @Override
    void drop() {
        written.clear();
        bytes = 0;
    }

    @Override
    public long approximateNumUncommittedBytes() {
        return super.approximateNumUncommittedBytes() + bytes;
    }
}
