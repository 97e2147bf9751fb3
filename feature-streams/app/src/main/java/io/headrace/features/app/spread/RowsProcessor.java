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
import io.headrace.features.app.output.Outlet;
import io.headrace.features.app.state.PartitionJoin;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.runtime.streams.eventtime.Sequencer;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.quarantine.QuarantineRule;
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
final class RowsProcessor extends ContextualProcessor<String, Parcel, Object, Object> implements JoinOutcomes {

    static final Sequencer.Names QUEUE = new Sequencer.Names("rows-queue", "rows-sources");

    private final FeatureProgram program;
    private final NamedAnswers named;
    private final LabelRules rules;
    private final Spread.Rows rows;
    private final Parcels parcels;
    private final Spreading spreading;
    private final FeatureMonitor monitor;
    private final List<String> stages;
    private CollectedAnswers answers;
    private PartitionJoin join;
    private Outlet outlet;
    private Queue queue;

    RowsProcessor(RowsProcessor.Means means, Spreading spreading, FeatureMonitor monitor) {
        this.program = means.program();
        this.named = new NamedAnswers(program);
        this.rules = means.rules();
        this.rows = means.rows();
        this.parcels = means.parcels();
        this.spreading = spreading;
        this.monitor = monitor;
        this.stages = program.stages().stream().map(Stage::name).toList();
    }

    /** What rows are made with. */
    record Means(FeatureProgram program, LabelRules rules, Spread.Rows rows, Parcels parcels) {}

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        answers = new CollectedAnswers(context);
        outlet = rows.outputs().in(context);
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
                queue.look();
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
        byte[] bytes = StagesProcessor.bytes(waiting.getEvent());
        switch (rows.events().decode(bytes)) {
            case Decoded.Ok(GenericRecord event) -> {
                FeatureRow row = program.row(event, named.inOrder(answered.getValues()));
                outlet.row(row, bytes)
                        .ifPresentOrElse(
                                stored -> {
                                    monitor.rowMade();
                                    join.row(row.eventId(), waiting.getPosition(), row.eventTime(), stored);
                                },
                                () -> monitor.quarantined(FeatureMonitor.Input.EVENT, QuarantineRule.TOO_LARGE));
            }
            // Another definition by now, whose events are others.
            case Decoded.Bad(String rule, String reason) -> {
                monitor.quarantined(FeatureMonitor.Input.EVENT, rule);
                outlet.refuse(new Record<>(null, bytes, waiting.getPosition()), new Refusal(rule, reason));
            }
        }
        return true;
    }

    @Override
    public void labelled(String eventId, byte[] row, Label label, long labelTime, Example.LabelSource source) {
        outlet.example(new Example(outlet.read(row), label, labelTime, source));
    }

    @Override
    public void counted(Count count) {
        monitor.joined(count);
    }
}
