package io.headrace.monitor.watch;

import io.headrace.monitor.avro.LabelledPrediction;
import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.Progress;
import io.headrace.monitor.avro.ScoredRow;
import io.headrace.monitor.stored.Observations;
import io.headrace.runtime.streams.Stateful;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.Batches;
import io.headrace.runtime.streams.eventtime.Mark;
import io.headrace.runtime.streams.eventtime.Sequencer;
import io.headrace.runtime.streams.eventtime.Upstream;
import io.headrace.runtime.streams.store.TaskStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Watches a whole pipeline: all its observations come here, in one partition, and are taken in the order of the time at which
 * they count, of one time by event id. So what is found follows from the topics, whatever the number of their partitions and
 * the order in which these are read.
 */
@NullUnmarked // Kafka Streams hands over the context in init
public final class WatchProcessor implements Processor<byte[], Observation, Object, Object> {

    /** The task's store. */
    static final String STORE = "watch";

    private static final Sequencer.Names SECTIONS = new Sequencer.Names("sequence", "sources");
    private static final int RELEASED_AT_ONCE = 2000;

    /** So many observations of a kind are kept as one. */
    private static final int BATCH = 256;

    /** Or fewer, where their rows are large. */
    private static final int BATCH_BYTES = 256 * 1024;

    private static final byte ROW = 0;
    private static final byte LABEL = 1;

    private final Function<ProcessorContext<Object, Object>, PipelineWatch> watches;
    private final Upstream upstream;
    private final MonitorListener listener;
    private final Observations observations = new Observations();
    private ProcessorContext<Object, Object> context;
    private Sequencer<Observation> sequencer;
    private final List<Observation> rows = new ArrayList<>();
    private final List<Observation> labels = new ArrayList<>();
    private int rowBytes;
    private PipelineWatch watch;

    private WatchProcessor(
            Function<ProcessorContext<Object, Object>, PipelineWatch> watches,
            Upstream upstream,
            MonitorListener listener) {
        this.watches = watches;
        this.upstream = upstream;
        this.listener = listener;
    }

    /**
     * The processor and its stores.
     *
     * @param watches opens the watch
     * @param upstream the sources that observations come from
     * @param listener hears how many observations wait
     */
    public static ProcessorSupplier<byte[], Observation, Object, Object> supplier(
            Function<ProcessorContext<Object, Object>, PipelineWatch> watches,
            Upstream upstream,
            MonitorListener listener) {
        return new Stateful<>(() -> new WatchProcessor(watches, upstream, listener), TaskStore.builder(STORE));
    }

    @Override
    public void init(ProcessorContext<Object, Object> given) {
        context = given;
        watch = watches.apply(given);
        TaskStore state = TaskStore.of(given, STORE);
        sequencer = new Sequencer<>(new Sequencer.Rule(upstream, true, false), SECTIONS, this::read, state, given);
        Batches.section(state, SECTIONS.items()).beforeCommit(this::keep);
        given.schedule(Announcer.TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    /** Nothing goes on before its sources say how far they are; until then what comes is gathered. */
    @Override
    public void process(Record<byte[], Observation> record) {
        Observation observation = record.value();
        if (!(observation.getBody() instanceof Progress)) {
            watch.came(observation);
        }
        switch (observation.getBody()) {
            case Progress progress -> {
                if (observation.getSource() >= 0
                        && observation.getSource() < upstream.inputs().size()) {
                    sequencer.hear(observation.getSource(), mark(progress));
                }
                release(context.currentSystemTimeMs());
            }
            case ScoredRow row -> {
                rows.add(observation);
                rowBytes += row.getRow().remaining();
            }
            default -> labels.add(observation);
        }
        if (rows.size() == BATCH || labels.size() == BATCH || rowBytes >= BATCH_BYTES) {
            keep();
        }
    }

    /** Rows and labels apart: labels wait for longer. */
    private void keep() {
        keep(rows);
        keep(labels);
        rowBytes = 0;
    }

    private void keep(List<Observation> gathered) {
        if (!gathered.isEmpty()) {
            List<Sequencer.Item<Observation>> items =
                    gathered.stream().map(WatchProcessor::item).toList();
            sequencer.add(observations.writeAll(gathered), items);
            gathered.clear();
        }
    }

    private static Mark mark(Progress progress) {
        return new Mark(progress.getWatermark(), progress.getRead());
    }

    private void tick(long now) {
        release(now);
        listener.held(sequencer.waiting());
    }

    @Override
    public void close() {
        listener.held(0);
    }

    private void release(long now) {
        keep();
        sequencer.release(RELEASED_AT_ONCE, now, (_, _, observation) -> {
            boolean counts = watch.counts(observation);
            if (counts) {
                watch.accept(observation);
            }
            return counts;
        });
    }

    private List<Sequencer.Item<Observation>> read(byte[] stored) {
        return observations.stored(stored).stream().map(WatchProcessor::item).toList();
    }

    private static Sequencer.Item<Observation> item(Observation observation) {
        return new Sequencer.Item<>(Math.max(0, observation.getTime()), tie(observation), observation);
    }

    /** A label at a row's time comes after it. */
    private static byte[] tie(Observation observation) {
        byte[] id = observation.getEventId().getBytes(StandardCharsets.UTF_8);
        byte kind = observation.getBody() instanceof LabelledPrediction ? LABEL : ROW;
        return ByteBuffer.allocate(1 + id.length).put(kind).put(id).array();
    }
}
