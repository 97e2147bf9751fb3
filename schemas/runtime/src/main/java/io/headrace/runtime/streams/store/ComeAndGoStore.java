package io.headrace.runtime.streams.store;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * A store of items that come and go. Written is, at a commit, what is there then: an item that came and went between two commits
 * is never written, where Kafka's own cache would write its deletion. One thread.
 */
public final class ComeAndGoStore extends WrappedStore implements KeyValueStore<Bytes, byte[]> {

    private final Map<Bytes, byte[]> come = new LinkedHashMap<>();
    private final Set<Bytes> gone = new LinkedHashSet<>();
    private final Predicate<Bytes> comesOnce;
    private long bytes;

    private ComeAndGoStore(KeyValueStore<Bytes, byte[]> store, Predicate<Bytes> comesOnce) {
        super(store);
        this.comesOnce = comesOnce;
    }

    /** One around a store, for what has no topology. */
    public static ComeAndGoStore around(KeyValueStore<Bytes, byte[]> store) {
        return new ComeAndGoStore(store, _ -> false);
    }

    /**
     * Builds it, with a changelog.
     *
     * @param comesOnce whether a key is put once and never again: what goes before it was written was never there
     */
    public static StoreBuilder<ComeAndGoStore> builder(String name, Predicate<Bytes> comesOnce) {
        return new WrappedStoreBuilder<>(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingDisabled(),
                store -> new ComeAndGoStore(store, comesOnce));
    }

    /** The processor's store of that name. */
    public static ComeAndGoStore of(ProcessorContext<?, ?> context, String name) {
        return of(context, name, ComeAndGoStore.class);
    }

    // Kafka's own types have no place for "may be null", but a value may be.
    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        if (value == null) {
            delete(key);
            return;
        }
        byte @Nullable [] before = come.put(key, value);
        gone.remove(key);
        bytes += key.get().length + value.length - (before == null ? 0 : key.get().length + before.length);
        if (bytes > MOST_BYTES) {
            settle();
        }
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        byte @Nullable [] before = get(key);
        if (before == null) {
            put(key, value);
        }
        return before;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    /** Does not look for what was there: always {@code null}. */
    @Override
    public byte @Nullable [] delete(Bytes key) {
        byte @Nullable [] value = come.remove(key);
        if (value != null) {
            bytes -= key.get().length + value.length;
        }
        // A look that finds nothing costs less than a deletion in the changelog.
        if (value == null || (!comesOnce.test(key) && store.get(key) != null)) {
            gone.add(key);
        }
        return null;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        byte @Nullable [] value = come.get(key);
        return value != null || gone.contains(key) ? value : store.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        settle();
        return store.range(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        settle();
        return store.all();
    }

    @Override
    public long approximateNumEntries() {
        return store.approximateNumEntries() + come.size() - gone.size();
    }

    @Override
    public void settle() {
        come.forEach(store::put);
        gone.forEach(this::remove);
        drop();
    }

    // A store's own delete first reads what it removes. Kafka's own types have no place for "may be null", but a value
    // may be.
    @SuppressWarnings("NullAway")
    private void remove(Bytes key) {
        store.put(key, null);
    }

    @Override
    void drop() {
        come.clear();
        gone.clear();
        bytes = 0;
    }

    @Override
    public long approximateNumUncommittedBytes() {
        return super.approximateNumUncommittedBytes() + bytes;
    }
}
