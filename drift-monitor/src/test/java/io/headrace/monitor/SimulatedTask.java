package io.headrace.monitor;

import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.store.TaskStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A task as exactly-once has it: processors one after the other. What was forwarded and stored up to a commit stays; a kill
 * takes back all since then.
 */
@SuppressWarnings({"unchecked", "rawtypes"}) // processors of any types, one after the other
public final class SimulatedTask {

    private final int partition;
    private final Path directory;
    private final List<ProcessorSupplier> suppliers;
    private final List<CapturedForward<?, ?>> found = new ArrayList<>();
    private final Map<String, List<KeyValue<Bytes, byte[]>>> committed = new HashMap<>();
    private List<Stage> stages = List.of();
    private long now = 1_000;
    private int lives;

    /** A processor and what it has. */
    private record Stage(Processor processor, MockProcessorContext context, List<Kept> stores) {}

    /** A task's store, and the one it lies in. */
    private record Kept(TaskStore store, KeyValueStore<Bytes, byte[]> all) {}

    /** Begins to run. */
    public SimulatedTask(int partition, Path directory, ProcessorSupplier... suppliers) {
        this.partition = partition;
        this.directory = directory;
        this.suppliers = List.of(suppliers);
        begin();
    }

    private void begin() {
        Path place = directory.resolve("life-" + lives++);
        stages = suppliers.stream()
                .map(supplier -> stage(supplier, place.resolve("stage-" + suppliers.indexOf(supplier))))
                .toList();
    }

    private Stage stage(ProcessorSupplier supplier, Path place) {
        MockProcessorContext context = TestStores.context(partition, place);
        context.setCurrentSystemTimeMs(now);
        Set<StoreBuilder<?>> builders = supplier.stores() == null ? Set.of() : supplier.stores();
        List<Kept> stores =
                builders.stream().map(builder -> kept(builder.name(), context)).toList();
        Processor processor = supplier.get();
        processor.init(context);
        return new Stage(processor, context, stores);
    }

    /** Takes a record. */
    public void process(String topic, long offset, Record record) {
        stages.forEach(stage -> stage.context().setRecordMetadata(topic, partition, offset));
        stages.getFirst().processor().process(record);
        passOn();
    }

    /** Has everyone look at the clock, which stands still. */
    public void look() {
        for (Stage stage : stages) {
            stage.context()
                    .scheduledPunctuators()
                    .forEach(one -> ((MockProcessorContext.CapturedPunctuator) one)
                            .getPunctuator()
                            .punctuate(now));
            passOn();
        }
    }

    /** Time goes on a little. */
    public void tick() {
        now += Announcer.TICK.toMillis();
        stages.forEach(stage -> stage.context().setCurrentSystemTimeMs(now));
        look();
    }

    private void passOn() {
        for (int i = 0; i < stages.size(); i++) {
            List<CapturedForward<?, ?>> forwarded =
                    List.copyOf(stages.get(i).context().forwarded());
            stages.get(i).context().resetForwards();
            if (i == stages.size() - 1) {
                found.addAll(forwarded);
            } else {
                Processor next = stages.get(i + 1).processor();
                forwarded.forEach(one -> next.process(one.record()));
            }
        }
    }

    /** What was forwarded since the last commit; it stays. */
    public List<CapturedForward<?, ?>> commit() {
        for (Stage stage : stages) {
            stage.stores().forEach(this::commit);
        }
        List<CapturedForward<?, ?>> stays = List.copyOf(found);
        found.clear();
        return stays;
    }

    /** Ends without a commit, and begins again where the last one was. */
    public void kill() {
        found.clear();
        closeStores();
        begin();
    }

    /** Ends. */
    public void close() {
        closeStores();
    }

    private void closeStores() {
        stages.forEach(stage -> stage.stores().forEach(kept -> kept.store().close()));
    }

    private Kept kept(String name, MockProcessorContext context) {
        KeyValueStore<Bytes, byte[]> all = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        TaskStore store = TaskStore.around(all);
        store.init(context.getStateStoreContext(), store);
        all.putAll(committed.getOrDefault(name, List.of()));
        context.addStateStore(store);
        return new Kept(store, all);
    }

    private void commit(Kept kept) {
        kept.store().flushCache();
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = kept.all().all()) {
            all.forEachRemaining(entries::add);
        }
        committed.put(kept.store().name(), entries);
    }
}
