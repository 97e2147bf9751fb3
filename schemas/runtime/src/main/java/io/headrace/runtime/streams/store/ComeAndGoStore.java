package io.headrace.runtime.streams.store;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A section of items that come and go. Written is, at a commit, what is there then: an item that came and went between two commits
 * is never written, where Kafka's own cache would write its deletion.
 */
public final class ComeAndGoStore extends Section {

    private final Map<Bytes, byte[]> come = new LinkedHashMap<>();
    private final Set<Bytes> gone = new LinkedHashSet<>();
    private final Predicate<Bytes> comesOnce;
    private long bytes;

    ComeAndGoStore(KeyValueStore<Bytes, byte[]> store, String name, byte[] prefix, Predicate<Bytes> comesOnce) {
        super(store, name, prefix);
        this.comesOnce = comesOnce;
    }

    private ComeAndGoStore(KeyValueStore<Bytes, byte[]> store) {
        super(store);
        this.comesOnce = _ -> false;
    }

    /** One that is all of a store, for what has no topology. */
    public static ComeAndGoStore around(KeyValueStore<Bytes, byte[]> store) {
        return new ComeAndGoStore(store);
    }

    /** Puts a value, in place of the one before. */
    public void put(Bytes key, byte[] value) {
        byte @Nullable [] before = come.put(key, value);
        gone.remove(key);
        bytes += key.get().length + value.length - (before == null ? 0 : key.get().length + before.length);
        if (bytes > MOST_BYTES) {
            settle();
        }
    }

    /** Takes a value away, if there is one. */
    public void delete(Bytes key) {
        byte @Nullable [] value = come.remove(key);
        if (value != null) {
            bytes -= key.get().length + value.length;
        }
        // A look that finds nothing costs less than a deletion in the changelog.
        if (value == null || (!comesOnce.test(key) && written(key) != null)) {
            gone.add(key);
        }
    }

    /** A value; {@code null} where there is none. */
    public byte @Nullable [] get(Bytes key) {
        byte @Nullable [] value = come.get(key);
        return value != null || gone.contains(key) ? value : written(key);
    }

    /** Entries in the order of their keys; both ends included, open where they are {@code null}. To be closed. */
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        settle();
        return written(from, to);
    }

    @Override
    public void settle() {
        come.forEach(this::write);
        gone.forEach(key -> write(key, null));
        drop();
    }

    @Override
    void drop() {
        come.clear();
        gone.clear();
        bytes = 0;
    }

    @Override
    long bytes() {
        return bytes;
    }
}
