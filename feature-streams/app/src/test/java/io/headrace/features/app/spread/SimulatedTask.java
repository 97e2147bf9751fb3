package io.headrace.features.app.spread;

import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * A task with one processor, its store and its place in its input: works, commits, or is killed and begins again where it
 * committed last. What it writes can be read when it is committed.
 */
final class SimulatedTask<KI, VI, KO, VO> {

    /**
     * A partition that the task reads.
     *
     * @param purged whether it is the app's own: what its one reader has committed is removed, as Kafka Streams does it
     */
    record Input<V>(SimulatedPartition<V> partition, String topic, int number, boolean purged) {}

    /** What a task does, by which definition may change; the store is always the same. */
    record Work<KI, VI, KO, VO>(
            Supplier<Processor<KI, VI, KO, VO>> processor,
            String store,
            List<Input<VI>> inputs,
            Function<Record<KO, VO>, List<Runnable>> writes) {}

    private final int number;
    private final long skew;
    private final MapStore store;
    private TaskStore state;
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
        this.store = new MapStore(does.store());
        this.state = TaskStore.around(store);
        become(does);
    }

    /** Does something else from the next start on. Its place in what it read stays, and so does its store. */
    void become(Work<KI, VI, KO, VO> next) {
        does = next;
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
        state = TaskStore.around(store);
        context.addStateStore(state);
        running = does.processor().get();
        running.init(context);
        collect();
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
        state.flushCache();
        uncommitted.forEach(record -> does.writes().apply(record).forEach(Runnable::run));
        uncommitted.clear();
        committed.putAll(at);
        store.commit();
        does.inputs().stream()
                .filter(Input::purged)
                .forEach(input -> input.partition().purge(read(input)));
    }

    void kill(long now) {
        uncommitted.clear();
        at.putAll(committed);
        store.abort();
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

    /** Bytes of the largest value that was ever put into the store. */
    int largest() {
        return store.largest();
    }

    /** How much is stored in a section. */
    int stored(String section) {
        int stored = 0;
        Optional<CommitStore> found = state.copy(section);
        if (found.isPresent()) {
            try (KeyValueIterator<Bytes, byte[]> entries = found.get().range(null, null)) {
                while (entries.hasNext()) {
                    entries.next();
                    stored++;
                }
            }
        }
        return stored;
    }

    @SuppressWarnings("unchecked") // a record that is read only is one of its supertypes too
    private void collect() {
        context.forwarded().forEach(forwarded -> uncommitted.add((Record<KO, VO>) forwarded.record()));
        context.resetForwards();
    }
}
