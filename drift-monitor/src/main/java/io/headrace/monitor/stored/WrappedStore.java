package io.headrace.monitor.stored;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store around one of Kafka Streams that holds back what is written to it until a commit. Kafka Streams has caches flushed
 * within the transaction that it is about to commit, and nothing else; so this is a cache to it. {@link CachedStateStore} is
 * internal to Kafka Streams: a test on a broker holds that it still does what is written here.
 */
abstract class WrappedStore implements StateStore, CachedStateStore<Object, Object> {

    /** What waits to be written takes no more memory than that, about. */
    static final int MOST_BYTES = 8 << 20;

    final KeyValueStore<Bytes, byte[]> store;

    WrappedStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
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
