package io.headrace.runtime.streams.store;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store around one of Kafka Streams that holds back what is written to it until a commit. Kafka Streams has caches flushed
 * within the transaction that it is about to commit, and nothing else; so this is a cache to it. {@link CachedStateStore} is
 * internal to Kafka Streams: a test on a broker holds that it still does what is written here.
 */
public abstract class WrappedStore implements StateStore, CachedStateStore<Object, Object> {

    /** What waits to be written takes no more memory than that, about. */
    static final int MOST_BYTES = 8 << 20;

    final KeyValueStore<Bytes, byte[]> store;

    private @Nullable Runnable writer;

    WrappedStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** A processor's store, without what Kafka Streams puts around it. */
    static <T extends WrappedStore> T of(ProcessorContext<?, ?> context, String name, Class<T> type) {
        StateStore found = context.getStateStore(name);
        while (!type.isInstance(found) && found instanceof WrappedStateStore<?, ?, ?> around) {
            found = around.wrapped();
        }
        if (!type.isInstance(found)) {
            throw new IllegalStateException("store %s is not a %s".formatted(name, type.getSimpleName()));
        }
        return type.cast(found);
    }

    /**
     * Has the owner's state written at each commit.
     *
     * @param owner puts what has changed since it was called last, into this store and into no other: others may have been written by
     *     then. In place of the one before
     */
    public final void beforeCommit(Runnable owner) {
        writer = owner;
    }

    /** Writes what is held back. */
    public abstract void settle();

    /** Forgets what is held back. */
    abstract void drop();

    /** Within the transaction, before it is committed. */
    @Override
    public final void flushCache() {
        if (writer != null) {
            writer.run();
        }
        settle();
    }

    /** The task goes on elsewhere, or as a copy: what is in memory is not its state any more. */
    @Override
    public final void clearCache() {
        writer = null;
        drop();
    }

    /** Nobody hears of what is written. */
    @Override
    public final boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public final String name() {
        return store.name();
    }

    @Override
    public final void init(StateStoreContext context, StateStore root) {
        clearCache();
        store.init(context, root);
    }

    @Override
    public final void commit(Map<TopicPartition, Long> changelogOffsets) {
        store.commit(changelogOffsets);
    }

    @Override
    public final @Nullable Long committedOffset(TopicPartition partition) {
        return store.committedOffset(partition);
    }

    @Override
    @SuppressWarnings("deprecation") // Kafka Streams asks, and would keep offsets beside a store that does not say so
    public final boolean managesOffsets() {
        return store.managesOffsets();
    }

    @Override
    public long approximateNumUncommittedBytes() {
        return store.approximateNumUncommittedBytes();
    }

    @Override
    public final Position getPosition() {
        return store.getPosition();
    }

    @Override
    public final void close() {
        clearCache();
        store.close();
    }

    @Override
    public final boolean persistent() {
        return store.persistent();
    }

    @Override
    public final boolean isOpen() {
        return store.isOpen();
    }
}
