package io.headrace.features.app.spread;

import io.headrace.features.app.avro.Answers;
import io.headrace.features.app.avro.KnownLabel;
import io.headrace.features.app.avro.StageAnswer;
import io.headrace.features.app.avro.Travelling;
import io.headrace.features.app.avro.WaitingEvent;
import io.headrace.features.app.intake.FeatureMonitor;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.features.app.labelling.JoinOutcomes;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.app.output.Finished;
import io.headrace.features.app.output.RowBytes;
import io.headrace.features.app.state.PartitionJoin;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.runtime.streams.eventtime.Sequencer;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.Decoded;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Puts rows together and joins them with their labels, for the events of one partition by id. Rows go out in the order of
 * event time over all partitions that bring events, so what a partition of the features topic holds, and in which order,
 * follows from the clean topic alone.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class RowsProcessor extends ContextualProcessor<String, Parcel, String, Finished> implements JoinOutcomes {

    static final Sequencer.Names QUEUE = new Sequencer.Names("rows-queue", "rows-sources");

    private final FeatureProgram program;
    private final NamedAnswers named;
    private final LabelRules rules;
    private final RowBytes rowBytes;
    private final AvroDecoder events;
    private final Parcels parcels;
    private final Spreading spreading;
    private final FeatureMonitor monitor;
    private final List<String> stages;
    private CollectedAnswers answers;
    private PartitionJoin join;
    private Queue queue;

    RowsProcessor(RowsProcessor.Means means, Spreading spreading, FeatureMonitor monitor) {
        this.program = means.program();
        this.named = new NamedAnswers(program);
        this.rules = means.rules();
        this.rowBytes = means.rowBytes();
        this.events = means.events();
        this.parcels = means.parcels();
        this.spreading = spreading;
        this.monitor = monitor;
        this.stages = program.stages().stream().map(Stage::name).toList();
    }

    /**
     * What rows are made with.
     *
     * @param events reads clean events
     */
    record Means(FeatureProgram program, LabelRules rules, RowBytes rowBytes, AvroDecoder events, Parcels parcels) {}

    @Override
    public void init(ProcessorContext<String, Finished> context) {
        super.init(context);
        answers = new CollectedAnswers(context);
        join = PartitionJoin.ofExamples(rules, this, monitor, context);
        queue = new Queue(
                new Sequencer.Rule(spreading.sources(), false, spreading.eager()),
                QUEUE,
                parcels,
                this::take,
                FeatureMonitor.Place.ROWS,
                monitor,
                context);
    }

    @Override
    public void process(Record<String, Parcel> record) {
        switch (record.value()) {
            case Parcel.Good(Travelling content, byte[] _)
            when content.getBody() instanceof StageAnswer answer -> {
                answers.add(content.getSource(), answer);
                queue.release();
            }
            case Parcel.Good good -> queue.take(good);
            case Parcel.Junk _ -> {}
        }
        join.advance(queue.progress());
    }

    @Override
    public void close() {
        monitor.released(context().taskId().partition());
    }

    private boolean take(long progress, long time, Travelling item) {
        return switch (item.getBody()) {
            case WaitingEvent event -> row(item.getSource(), event, progress);
            case KnownLabel label -> {
                join.advance(progress);
                join.label(
                        new GivenLabel(label.getEventId(), LabelValues.read(label.getLabel()), label.getLabelledAt()),
                        label.getPosition());
                yield true;
            }
            default -> throw new IllegalStateException("an event or a label was expected");
        };
    }

    private boolean row(int partition, WaitingEvent waiting, long progress) {
        Answers answered = answers.of(partition, waiting.getOffset());
        for (String stage : waiting.getStages()) {
            if (stages.contains(stage) && !answered.getStages().contains(stage)) {
                return false;
            }
        }
        join.advance(progress);
        answers.remove(partition, waiting.getOffset());
        if (events.decode(StagesProcessor.bytes(waiting.getEvent())) instanceof Decoded.Ok(GenericRecord event)) {
            FeatureRow row = program.row(event, named.inOrder(answered.getValues()));
            byte[] bytes = rowBytes.write().apply(row);
            monitor.rowMade();
            context().forward(new Record<>(row.eventId(), new Finished.Row(bytes), row.eventTime()));
            join.row(row.eventId(), waiting.getPosition(), row.eventTime(), bytes);
        }
        return true;
    }

    @Override
    public void labelled(String eventId, byte[] row, Label label, long labelTime, Example.LabelSource source) {
        FeatureRow stored = rowBytes.read().apply(row);
        context()
                .forward(new Record<>(
                        eventId,
                        new Finished.Labelled(new Example(stored, label, labelTime, source)),
                        stored.eventTime()));
    }

    @Override
    public void counted(Count count) {
        monitor.joined(count);
    }
}
