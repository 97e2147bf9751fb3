package io.headrace.runtime.streams.store;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds a task's store around one of Kafka Streams, whose changelog it has. */
final class TaskStoreBuilder implements StoreBuilder<TaskStore> {

    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> inner;

    TaskStoreBuilder(String name) {
        inner = Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    /** The store is a cache by itself. */
    @Override
    public StoreBuilder<TaskStore> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<TaskStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<TaskStore> withLoggingEnabled(Map<String, String> config) {
        inner.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<TaskStore> withLoggingDisabled() {
        inner.withLoggingDisabled();
        return this;
    }

    @Override
    public TaskStore build() {
        return new TaskStore(inner.build());
    }

    @Override
    public Map<String, String> logConfig() {
        return inner.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return inner.loggingEnabled();
    }

    @Override
    public String name() {
        return inner.name();
    }
}
