package io.headrace.features.app.spread;

import io.headrace.runtime.streams.store.ComeAndGoStore;
import io.headrace.runtime.streams.store.CommitStore;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A task with one processor, its stores and its place in its input: works, commits, or is killed and begins again where it
 * committed last. What it writes can be read when it is committed.
 */
final class SimulatedTask<KI, VI, KO, VO> {

    /** A partition that the task reads. */
    record Input<V>(SimulatedPartition<V> partition, String topic, int number) {}

    /** What a task does: by which definition may change. */
    record Work<KI, VI, KO, VO>(
            Supplier<Processor<KI, VI, KO, VO>> processor,
            Set<StoreBuilder<?>> stores,
            List<Input<VI>> inputs,
            Function<Record<KO, VO>, List<Runnable>> writes) {}

    private final int number;
    private final long skew;
    private final Map<String, MapStore<?, ?>> stores = new HashMap<>();
    private final List<CachedStateStore<?, ?>> heldBack = new ArrayList<>();
    private final List<Record<KO, VO>> uncommitted = new ArrayList<>();
    private final Map<SimulatedPartition<VI>, Integer> at = new HashMap<>();
    private final Map<SimulatedPartition<VI>, Integer> committed = new HashMap<>();
    private Work<KI, VI, KO, VO> does;
    private MockProcessorContext<KO, VO> context;
    private Processor<KI, VI, KO, VO> running;
    private long wallClock;

    /** @param skew by how much its clock is off, milliseconds */
    SimulatedTask(int number, long skew, Work<KI, VI, KO, VO> does) {
        this.number = number;
        this.skew = skew;
        this.does = does;
        become(does);
    }

    /** Does something else from the next start on. Its place in what it read stays, and so do the stores that it still has. */
    void become(Work<KI, VI, KO, VO> next) {
        does = next;
        next.stores().forEach(store -> stores.computeIfAbsent(store.name(), MapStore::new));
        next.inputs().forEach(input -> {
            at.putIfAbsent(input.partition(), 0);
            committed.putIfAbsent(input.partition(), 0);
        });
    }

    void start(long now) {
        wallClock = now + skew;
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "simulation");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        context = new MockProcessorContext<>(config, new TaskId(0, number), new File("target"));
        context.setCurrentSystemTimeMs(wallClock);
        heldBack.clear();
        does.stores().forEach(store -> context.addStateStore(opened(store)));
        running = does.processor().get();
        running.init(context);
        collect();
    }

    /** What is written to some stores reaches them at the commit. */
    @SuppressWarnings("unchecked") // such stores are of bytes
    private StateStore opened(StoreBuilder<?> builder) {
        MapStore<?, ?> store = stores.get(builder.name());
        StateStore opened = switch (builder.build()) {
            case CommitStore _ -> CommitStore.around((KeyValueStore<Bytes, byte[]>) store);
            case ComeAndGoStore _ -> ComeAndGoStore.around((KeyValueStore<Bytes, byte[]>) store);
            default -> store;
        };
        if (opened instanceof CachedStateStore<?, ?> holdsBack) {
            heldBack.add(holdsBack);
        }
        return opened;
    }

    /** @return whether there was a record to work on in that input */
    @SuppressWarnings("unchecked") // keys are texts everywhere
    boolean work(int input, int most) {
        Input<VI> from = does.inputs().get(input);
        int worked = 0;
        while (worked < most && read(from) < from.partition().size()) {
            context.setCurrentSystemTimeMs(wallClock);
            context.setRecordMetadata(from.topic(), from.number(), read(from));
            running.process((Record<KI, VI>) from.partition().get(read(from)));
            at.merge(from.partition(), 1, Integer::sum);
            worked++;
            collect();
        }
        return worked > 0;
    }

    /** Works on all that is there. */
    void workAll() {
        for (int input = 0; input < inputs(); input++) {
            work(input, Integer.MAX_VALUE);
        }
    }

    void tick(long now) {
        wallClock = now + skew;
        context.setCurrentSystemTimeMs(wallClock);
        context.scheduledPunctuators()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(wallClock));
        collect();
    }

    void commit() {
        heldBack.forEach(CachedStateStore::flushCache);
        uncommitted.forEach(record -> does.writes().apply(record).forEach(Runnable::run));
        uncommitted.clear();
        committed.putAll(at);
        stores.values().forEach(MapStore::commit);
    }

    void kill(long now) {
        uncommitted.clear();
        at.putAll(committed);
        stores.values().forEach(MapStore::abort);
        start(now);
    }

    /** What it reads, as far as it has read it. */
    List<Record<String, VI>> read() {
        return does.inputs().stream()
                .flatMap(input -> input.partition().records().subList(0, read(input)).stream())
                .toList();
    }

    int inputs() {
        return does.inputs().size();
    }

    boolean isAtEnd() {
        return does.inputs().stream()
                .allMatch(input -> read(input) == input.partition().size());
    }

    private int read(Input<VI> input) {
        return at.getOrDefault(input.partition(), 0);
    }

    /** Bytes of the largest value that was ever put into a store. */
    int largest() {
        return stores.values().stream().mapToInt(MapStore::largest).max().orElse(0);
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
