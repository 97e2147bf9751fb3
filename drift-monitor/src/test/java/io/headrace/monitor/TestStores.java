package io.headrace.monitor;

import io.headrace.runtime.streams.store.TaskStore;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;

/** Contexts of processors outside a topology, with stores that outlive them. */
public final class TestStores {

    private TestStores() {}

    public static <K, V> MockProcessorContext<K, V> context(int partition, Path directory) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "monitor-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        return new MockProcessorContext<>(properties, new TaskId(0, partition), directory.toFile());
    }

    /** Opens a task's store in a context, not logged. */
    public static TaskStore open(MockProcessorContext<?, ?> context, String name) {
        TaskStore store = TaskStore.builder(name).withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return store;
    }

    /** Commits and closes a store: what it holds stays in the context's directory. */
    public static void close(TaskStore store) {
        store.flushCache();
        store.close();
    }
}
