package io.headrace.monitor;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/** Contexts of processors outside a topology, with stores that outlive them. */
public final class TestStores {

    private TestStores() {}

    public static <K, V> MockProcessorContext<K, V> context(int partition, Path directory) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "monitor-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        return new MockProcessorContext<>(properties, new TaskId(0, partition), directory.toFile());
    }

    /** Opens stores in a context, neither logged nor cached. */
    public static void open(MockProcessorContext<?, ?> context, Collection<? extends StoreBuilder<?>> builders) {
        for (StoreBuilder<?> builder : builders) {
            StateStore store =
                    builder.withLoggingDisabled().withCachingDisabled().build();
            store.init(context.getStateStoreContext(), store);
            context.addStateStore(store);
        }
    }

    /** Has what is held back until a commit written. */
    public static void commit(MockProcessorContext<?, ?> context, Collection<? extends StoreBuilder<?>> builders) {
        builders.forEach(builder -> commit(context.getStateStore(builder.name())));
    }

    /** Has what is held back until a commit written. */
    public static void commit(StateStore store) {
        if (store instanceof CachedStateStore<?, ?> held) {
            held.flushCache();
        }
    }

    /** Commits and closes stores: what they hold stays in the context's directory. */
    public static void close(MockProcessorContext<?, ?> context, Collection<? extends StoreBuilder<?>> builders) {
        builders.forEach(builder -> {
            StateStore store = context.getStateStore(builder.name());
            commit(store);
            store.close();
        });
    }
}
