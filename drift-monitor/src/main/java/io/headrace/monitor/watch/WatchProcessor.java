package io.headrace.monitor.watch;

import io.headrace.monitor.avro.LabelledPrediction;
import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.Progress;
import io.headrace.monitor.stored.Observations;
import io.headrace.runtime.streams.Stateful;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.Mark;
import io.headrace.runtime.streams.eventtime.Sequencer;
import io.headrace.runtime.streams.intake.QuarantineSink;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.schemas.quarantine.QuarantineRule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.NullUnmarked;

/**
 * Watches a whole pipeline: all its observations come here, in one partition, and are taken in the order of the time at which
 * they count, of one time by event id. So what is found follows from the topics, whatever the number of their partitions and
 * the order in which these are read.
 */
@NullUnmarked // Kafka Streams hands over the context in init
public final class WatchProcessor implements Processor<byte[], byte[], Object, Object> {

    /** The node that bad records go to. */
    public static final String QUARANTINE = "quarantine-observations";

    private static final String APP = "monitor";
    private static final Sequencer.Names STORES = new Sequencer.Names("sequence", "sources");
    private static final int RELEASED_PER_RECORD = 64;
    private static final int RELEASED_PER_TICK = 2000;
    private static final byte ROW = 0;
    private static final byte LABEL = 1;

    private final Function<ProcessorContext<Object, Object>, PipelineWatch> watches;
    private final int sources;
    private final Observations observations = new Observations();
    private ProcessorContext<Object, Object> context;
    private QuarantineSink quarantine;
    private Sequencer<Observation> sequencer;
    private PipelineWatch watch;

    private WatchProcessor(Function<ProcessorContext<Object, Object>, PipelineWatch> watches, int sources) {
        this.watches = watches;
        this.sources = sources;
    }

    /**
     * The processor and its stores.
     *
     * @param watches opens the watch
     * @param sources how many sources observations come from
     */
    public static ProcessorSupplier<byte[], byte[], Object, Object> supplier(
            Function<ProcessorContext<Object, Object>, PipelineWatch> watches, int sources) {
        List<StoreBuilder<?>> stores = new ArrayList<>(WatchStores.builders());
        stores.addAll(STORES.builders());
        return new Stateful<>(() -> new WatchProcessor(watches, sources), stores);
    }

    @Override
    public void init(ProcessorContext<Object, Object> given) {
        context = given;
        quarantine = new QuarantineSink(given, APP, QUARANTINE);
        watch = watches.apply(given);
        sequencer = new Sequencer<>(
                new Sequencer.Rule(sources, true, false),
                STORES,
                bytes -> List.of(item(observations.read(bytes).orElseThrow())),
                given);
        given.schedule(Announcer.TICK, PunctuationType.WALL_CLOCK_TIME, now -> release(RELEASED_PER_TICK, now));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long now = context.currentSystemTimeMs();
        Optional<Observation> read = observations.read(record.value());
        if (read.isEmpty()) {
            quarantine.send(
                    record,
                    new Refusal(
                            QuarantineRule.NOT_AVRO,
                            "the value is not an observation of this app in Avro's single-object encoding"));
            return;
        }
        Observation observation = read.get();
        if (observation.getBody() instanceof Progress progress) {
            if (observation.getSource() >= 0 && observation.getSource() < sources) {
                sequencer.hear(observation.getSource(), new Mark(progress.getWatermark(), progress.getIdleAt()));
            }
        } else {
            sequencer.add(record.value(), List.of(item(observation)));
        }
        release(RELEASED_PER_RECORD, now);
    }

    private void release(int most, long now) {
        sequencer.release(most, now, (_, observation) -> {
            watch.accept(observation);
            return true;
        });
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
