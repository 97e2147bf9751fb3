package io.headrace.monitor.join;

import io.headrace.monitor.avro.LabelledPrediction;
import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.Pending;
import io.headrace.monitor.avro.PendingLabel;
import io.headrace.monitor.avro.PendingPrediction;
import io.headrace.monitor.avro.Progress;
import io.headrace.monitor.avro.ScoredRow;
import io.headrace.monitor.stored.Source;
import io.headrace.monitor.watch.MonitorListener;
import io.headrace.runtime.streams.Stateful;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.Mark;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.NullUnmarked;

/**
 * Brings a row and its prediction, and a prediction and its label, together by event id, whichever comes first. Every pair is
 * forwarded once, under the pipeline's name, with the time at which it counts; and how far the partition has come.
 */
@NullUnmarked // Kafka Streams hands over the context in init
public final class JoinProcessor implements Processor<String, JoinInput, byte[], Observation> {

    /** The task's store. */
    static final String STORE = "join";

    /** A row that is larger is not watched: thousands are kept for each window. */
    private static final int LARGEST_ROW = 512 * 1024;

    /** What is over is looked for now and then. */
    private static final int RECORDS_PER_LOOK = 250;

    /** While much comes, its progress is told as it goes on: what it lets go need not wait, nor be stored at a commit. */
    private static final int RECORDS_PER_MARK = 256;

    private final PipelineDefinition definition;
    private final Pacing pacing;
    private final MonitorListener listener;
    private final JoinTimes times;
    private final byte[] key;
    private ProcessorContext<byte[], Observation> context;
    private PendingRecords pending;
    private JoinProgress progress;
    private int partition;
    private int sinceLook;
    private int sinceMark;

    private JoinProcessor(PipelineDefinition definition, Pacing pacing, MonitorListener listener) {
        this.definition = definition;
        this.pacing = pacing;
        this.listener = listener;
        this.times = JoinTimes.of(definition);
        this.key = definition.pipeline().value().getBytes(StandardCharsets.UTF_8);
    }

    /** Reading forwards untyped, since a bad record takes another way than a good one. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static ProcessorSupplier<Object, Object, byte[], Observation> supplier(
            PipelineDefinition definition, Pacing pacing, MonitorListener listener) {
        ProcessorSupplier typed =
                new Stateful<>(() -> new JoinProcessor(definition, pacing, listener), TaskStore.builder(STORE));
        return typed;
    }

    @Override
    public void init(ProcessorContext<byte[], Observation> given) {
        context = given;
        partition = given.taskId().partition();
        TaskStore state = TaskStore.of(given, STORE);
        progress = new JoinProgress(state, given, new Topics(definition.pipeline()), pacing);
        pending = new PendingRecords(state, times.stay(), progress.waiting());
        given.schedule(Announcer.TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, JoinInput> record) {
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        long now = context.currentSystemTimeMs();
        progress.read(origin.topic(), origin.offset(), now);
        take(record.key(), record.value());
        if (++sinceMark >= RECORDS_PER_MARK) {
            tell(Source.ofRows(partition), progress.rowsMark(now));
            tell(Source.ofLabels(partition), progress.labelsMark(now));
            sinceMark = 0;
        }
        if (++sinceLook >= RECORDS_PER_LOOK) {
            letGo();
        }
    }

    private void take(String id, JoinInput input) {
        switch (input) {
            case JoinInput.Row row -> row(known(id, input), row);
            case JoinInput.Predicted prediction -> predicted(known(id, input), prediction);
            case JoinInput.Labelled label -> labelled(known(id, input), label);
            case JoinInput.Refused _ -> {}
        }
    }

    private PendingRecords.Known known(String id, JoinInput input) {
        return pending.get(id, input.eventTime(), progress.now(), input.knownAt());
    }

    private void tick(long now) {
        progress.rowsTick(now).ifPresent(mark -> tell(Source.ofRows(partition), mark));
        progress.labelsTick(now).ifPresent(mark -> tell(Source.ofLabels(partition), mark));
        if (sinceLook > 0) {
            letGo();
        }
    }

    private void letGo() {
        sinceLook = pending.letGo(progress.now()) ? RECORDS_PER_LOOK : 0;
        listener.waiting(
                partition,
                progress.waiting().forCounterparts(),
                progress.waiting().forLabels());
    }

    @Override
    public void close() {
        listener.waiting(partition, 0, 0);
    }

    private void row(PendingRecords.Known known, JoinInput.Row row) {
        if (row.bytes().length > LARGEST_ROW) {
            listener.row(false);
        } else if (!known.pending().getScored()) {
            known.pending().setRow(ByteBuffer.wrap(row.bytes()));
            meet(known);
        }
    }

    private void predicted(PendingRecords.Known known, JoinInput.Predicted prediction) {
        if (known.pending().getPrediction() == null) {
            known.pending()
                    .setPrediction(
                            new PendingPrediction(prediction.model(), prediction.score(), prediction.probabilities()));
            meet(known);
        }
    }

    private void labelled(PendingRecords.Known known, JoinInput.Labelled label) {
        long earliest = progress.labelled(times.sureAt(label.eventTime(), label.labelTime()));
        if (!known.pending().getLabelled()) {
            long time = Math.max(earliest, times.countsAt(label.eventTime(), label.labelTime()));
            known.pending().setLabel(new PendingLabel(label.label(), time));
            meet(known);
        }
    }

    private void meet(PendingRecords.Known known) {
        Pending all = known.pending();
        PendingPrediction prediction = all.getPrediction();
        if (prediction != null && all.getRow() != null) {
            long time = progress.scored(all.getEventTime());
            forward(observation(all, prediction, time, new ScoredRow(all.getRow())));
            all.setRow(null);
            all.setScored(true);
        }
        if (prediction != null && all.getLabel() != null) {
            PendingLabel label = all.getLabel();
            forward(observation(
                    all,
                    prediction,
                    label.getTime(),
                    new LabelledPrediction(prediction.getProbabilities(), label.getLabel())));
            all.setLabel(null);
            all.setLabelled(true);
        }
        if (all.getScored() && all.getLabelled()) {
            pending.remove(known);
        } else {
            pending.put(known);
        }
    }

    private Observation observation(Pending event, PendingPrediction prediction, long time, Object body) {
        int source = body instanceof ScoredRow ? Source.ofRows(partition) : Source.ofLabels(partition);
        return new Observation(
                source,
                event.getEventId(),
                event.getEventTime(),
                time,
                prediction.getModel(),
                prediction.getScore(),
                body);
    }

    private void tell(int source, Mark mark) {
        forward(new Observation(
                source, "", 0L, Math.max(0, mark.watermark()), "", 0.0, new Progress(mark.watermark(), mark.read())));
    }

    private void forward(Observation observation) {
        context.forward(new Record<>(key, observation, Math.max(0, observation.getTime())));
    }
}
