package io.headrace.monitor;

import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.store.CommitStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

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
    private final Map<String, List<KeyValue<Object, byte[]>>> committed = new HashMap<>();
    private List<Stage> stages = List.of();
    private long now = 1_000;
    private int lives;

    /** A processor and what it has. */
    private record Stage(Processor processor, MockProcessorContext context, List<StoreBuilder<?>> stores) {}

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
        List<StoreBuilder<?>> stores = supplier.stores() == null ? List.of() : List.copyOf(supplier.stores());
        TestStores.open(context, stores);
        stores.forEach(store -> fill(context.getStateStore(store.name())));
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
            TestStores.commit(stage.context(), stage.stores());
            stage.stores().forEach(store -> keep(stage.context().getStateStore(store.name())));
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
        stages.forEach(stage -> stage.stores()
                .forEach(store -> stage.context().getStateStore(store.name()).close()));
    }

    private void keep(StateStore store) {
        List<KeyValue<Object, byte[]>> all = new ArrayList<>();
        try (KeyValueIterator entries =
                store instanceof CommitStore ours ? ours.range(null, null) : ((KeyValueStore<?, ?>) store).all()) {
            entries.forEachRemaining(entry -> all.add((KeyValue<Object, byte[]>) entry));
        }
        committed.put(store.name(), all);
    }

    private void fill(StateStore store) {
        for (KeyValue<Object, byte[]> entry : committed.getOrDefault(store.name(), List.of())) {
            if (store instanceof CommitStore ours) {
                ours.put((Bytes) entry.key, entry.value);
            } else {
                ((KeyValueStore<Object, byte[]>) store).put(entry.key, entry.value);
            }
        }
        TestStores.commit(store);
    }
}
