package io.headrace.monitor.stored;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
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

    /** By key its value, which is never empty, or {@link #DELETED}. */
    private final Map<Bytes, byte[]> written = new LinkedHashMap<>();

    private static final byte[] DELETED = {};

    private long bytes;
    private @Nullable Runnable writer;

    CommitStore(KeyValueStore<Bytes, byte[]> store) {
        super(store);
    }

    /** The processor's store of that name. */
    public static CommitStore of(ProcessorContext<?, ?> context, String name) {
        return context.getStateStore(name);
    }

    /** Builds it, with a changelog. */
    public static StoreBuilder<CommitStore> builder(String name) {
        return new WrappedStoreBuilder<>(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingDisabled(),
                CommitStore::new);
    }

    /**
     * Has the owner's state written at each commit.
     *
     * @param owner puts what has changed since it was called last; in place of the one before
     */
    public void beforeCommit(Runnable owner) {
        writer = owner;
    }

    /** A value; {@code null} where there is none. */
    public byte @Nullable [] get(Bytes key) {
        byte @Nullable [] waiting = written.get(key);
        if (waiting != null) {
            return waiting.length == 0 ? null : waiting;
        }
        return store.get(key);
    }

    /** @param value not empty */
    public void put(Bytes key, byte[] value) {
        written.put(key, value);
        bytes += key.get().length + value.length;
        if (bytes > MOST_BYTES) {
            settle();
        }
    }

    public void delete(Bytes key) {
        written.put(key, DELETED);
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

    /** Within the transaction, before it is committed. */
    @Override
    public void flushCache() {
        if (writer != null) {
            writer.run();
        }
        settle();
    }

    private void settle() {
        if (!written.isEmpty()) {
            written.forEach((key, value) -> {
                if (value.length == 0) {
                    store.delete(key);
                } else {
                    store.put(key, value);
                }
            });
            written.clear();
            bytes = 0;
        }
    }

    /** The task goes on elsewhere, or as a copy: what is in memory is not its state any more. */
    @Override
    public void clearCache() {
        writer = null;
        written.clear();
        bytes = 0;
    }

    @Override
    public long approximateNumUncommittedBytes() {
        return super.approximateNumUncommittedBytes() + bytes;
    }
}
