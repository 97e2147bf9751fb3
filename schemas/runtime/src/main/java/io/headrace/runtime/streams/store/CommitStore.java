package io.headrace.runtime.streams.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A section whose owner keeps what changes with every record in memory, as objects, and writes it just before a commit. So a
 * record costs no write, and a value that changes a thousand times between two commits is encoded, and sent to the changelog,
 * once. Writes at other times wait for the commit as well, unless they become many.
 */
public final class CommitStore extends Section {

    /** By key its value; {@code null} where it goes. */
    private final Map<Bytes, byte @Nullable []> waiting = new LinkedHashMap<>();

    private long bytes;

    CommitStore(KeyValueStore<Bytes, byte[]> store, String name, byte[] prefix) {
        super(store, name, prefix);
    }

    private CommitStore(KeyValueStore<Bytes, byte[]> store) {
        super(store);
    }

    /** One that is all of a store, for what has no topology. */
    public static CommitStore around(KeyValueStore<Bytes, byte[]> store) {
        return new CommitStore(store);
    }

    /** A value; {@code null} where there is none. */
    public byte @Nullable [] get(Bytes key) {
        byte @Nullable [] value = waiting.get(key);
        if (value != null || waiting.containsKey(key)) {
            return value;
        }
        return written(key);
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
        waiting.put(key, value);
        bytes += key.get().length + length;
        if (bytes > MOST_BYTES) {
            settle();
        }
    }

    /** Entries in the order of their keys; both ends included, open where they are {@code null}. To be closed. */
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        settle();
        return written(from, to);
    }

    /** Entries from the greatest key down; both ends included, open where they are {@code null}. To be closed. */
    public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
        settle();
        return writtenReversed(from, to);
    }

    /**
     * Entries as they were committed, all of one moment, in the order of their keys; both ends included. To be closed. For any thread, of a store
     * whose owner is elsewhere.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the copy is closed meanwhile
     */
    public KeyValueIterator<Bytes, byte[]> committed(Bytes from, Bytes to) {
        return written(from, to);
    }

    @Override
    public void settle() {
        if (!waiting.isEmpty()) {
            waiting.forEach(this::write);
            drop();
        }
    }

    @Override
    void drop() {
        waiting.clear();
        bytes = 0;
    }

    @Override
    long bytes() {
        return bytes;
    }
}
