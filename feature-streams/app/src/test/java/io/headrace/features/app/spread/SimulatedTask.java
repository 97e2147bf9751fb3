package io.headrace.features.app.spread;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A task with one processor, its stores and its place in its input: works, commits, or is killed and begins again where it
 * committed last. What it writes can be read when it is committed.
 */
final class SimulatedTask<KI, VI, KO, VO> {

    /** A partition that the task reads. */
    record Input<V>(SimulatedPartition<V> partition, String topic, int number) {}

    private final int number;
    private final Supplier<Processor<KI, VI, KO, VO>> processor;
    private final List<Input<VI>> inputs;
    private final Function<Record<KO, VO>, List<Runnable>> writes;
    private final Map<String, MapStore<?, ?>> stores = new HashMap<>();
    private final List<Record<KO, VO>> uncommitted = new ArrayList<>();
    private final int[] at;
    private final int[] committed;
    private MockProcessorContext<KO, VO> context;
    private Processor<KI, VI, KO, VO> running;
    private long wallClock;

    SimulatedTask(
            int number,
            Supplier<Processor<KI, VI, KO, VO>> processor,
            Set<StoreBuilder<?>> stores,
            List<Input<VI>> inputs,
            Function<Record<KO, VO>, List<Runnable>> writes) {
        this.number = number;
        this.processor = processor;
        this.inputs = inputs;
        this.writes = writes;
        this.at = new int[inputs.size()];
        this.committed = new int[inputs.size()];
        stores.forEach(store -> this.stores.put(store.name(), new MapStore<>(store.name())));
    }

    void start(long now) {
        wallClock = now;
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "simulation");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        context = new MockProcessorContext<>(config, new TaskId(0, number), new File("target"));
        context.setCurrentSystemTimeMs(now);
        stores.values().forEach(store -> context.addStateStore(store));
        running = processor.get();
        running.init(context);
        collect();
    }

    /** @return whether there was a record to work on in that input */
    @SuppressWarnings("unchecked") // keys are texts everywhere
    boolean work(int input, int most) {
        Input<VI> from = inputs.get(input);
        int worked = 0;
        while (worked < most && at[input] < from.partition().size()) {
            context.setCurrentSystemTimeMs(wallClock);
            context.setRecordMetadata(from.topic(), from.number(), at[input]);
            running.process((Record<KI, VI>) from.partition().get(at[input]));
            at[input]++;
            worked++;
            collect();
        }
        return worked > 0;
    }

    void tick(long now) {
        wallClock = now;
        context.setCurrentSystemTimeMs(now);
        context.scheduledPunctuators()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(now));
        collect();
    }

    void commit() {
        uncommitted.forEach(record -> writes.apply(record).forEach(Runnable::run));
        uncommitted.clear();
        System.arraycopy(at, 0, committed, 0, at.length);
        stores.values().forEach(MapStore::commit);
    }

    void kill(long now) {
        uncommitted.clear();
        System.arraycopy(committed, 0, at, 0, at.length);
        stores.values().forEach(MapStore::abort);
        start(now);
    }

    int inputs() {
        return inputs.size();
    }

    boolean isAtEnd() {
        for (int input = 0; input < at.length; input++) {
            if (at[input] < inputs.get(input).partition().size()) {
                return false;
            }
        }
        return true;
    }

    int stored(String store) {
        return stores.get(store).size();
    }

    @SuppressWarnings("unchecked") // a record that is read only is one of its supertypes too
    private void collect() {
        context.forwarded().forEach(forwarded -> uncommitted.add((Record<KO, VO>) forwarded.record()));
        context.resetForwards();
    }
}
