package io.headrace.features.app.spread;

import io.headrace.features.app.avro.EventKeys;
import io.headrace.features.app.avro.KnownLabel;
import io.headrace.features.app.avro.LearnedLabel;
import io.headrace.features.app.avro.Travelling;
import io.headrace.features.app.intake.FeatureListener;
import io.headrace.features.app.labelling.Awaited;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.features.app.labelling.JoinListener;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.app.state.AwaitedStore;
import io.headrace.features.app.state.PartitionJoin;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.runtime.streams.eventtime.Mark;
import io.headrace.runtime.streams.eventtime.Sequencer;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.Label;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Tells the stages that learn what label an event was given. An event's label comes by the event's id; its keys, which say
 * which entities learn from it, are kept here until then. What silence means, the stages know by themselves.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class LearningProcessor extends ContextualProcessor<String, Parcel, String, Outgoing>
        implements Queue.Work, Speaker.Standing, JoinListener {

    /** The store of what waits to be learned. */
    static final String STORE = "learning";

    private static final Sequencer.Names QUEUE = new Sequencer.Names("learning-queue", "learning-sources");

    private final FeatureProgram program;
    private final LabelRules rules;
    private final Parcels parcels;
    private final Spreading spreading;
    private final FeatureListener listener;
    private List<Stage> learning;
    private PartitionJoin join;
    private Queue queue;
    private Speaker speaker;
    private long position;

    LearningProcessor(
            FeatureProgram program, LabelRules rules, Parcels parcels, Spreading spreading, FeatureListener listener) {
        this.program = program;
        this.rules = rules;
        this.parcels = parcels;
        this.spreading = spreading;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        TaskStore state = TaskStore.of(context, STORE);
        int partition = context.taskId().partition();
        learning = program.stages().stream().filter(Stage::learns).toList();
        queue = new Queue(
                new Sequencer.Rule(spreading.allSources(), false, spreading.eager()),
                QUEUE,
                parcels,
                this,
                state,
                context);
        join = new PartitionJoin(
                AwaitedStore.Names.OF_LEARNING,
                rules,
                this,
                () -> queue.workedOffAt(Long.MAX_VALUE),
                _ -> {},
                state,
                context);
        speaker = new Speaker(
                spreading.ofLabels(partition),
                List.of(Target.STAGES),
                spreading.partitions(),
                spreading.announcing(),
                context);
        speaker.report(this);
    }

    @Override
    public void process(Record<String, Parcel> record) {
        if (record.value() instanceof Parcel.Items items) {
            queue.take(items);
        }
    }

    @Override
    public boolean take(long progress, Queue.Turn turn, Item item) {
        join.advance(Math.max(RowsProcessor.late(item), progress));
        position = Math.max(turn.time(), progress);
        switch (item.body()) {
            case EventKeys keys ->
                join.row(
                        keys.getEventId(),
                        keys.getPosition(),
                        keys.getEventTime(),
                        parcels.write(
                                new Travelling(item.source(), Long.MIN_VALUE, List.of(), Map.of(), List.of(keys))));
            case KnownLabel label ->
                join.label(
                        new GivenLabel(label.getEventId(), LabelValues.read(label.getLabel()), label.getLabelledAt()),
                        label.getPosition());
            default -> throw new IllegalStateException("keys or a label were expected");
        }
        return true;
    }

    @Override
    public void done() {
        flush();
        listener.held(FeatureListener.Place.LEARNING, context().taskId().partition(), queue.waiting());
    }

    /** What it brings, others bring to it. */
    @Override
    public Mark mark() {
        return new Mark(queue.progress(), queue.passedOn());
    }

    @Override
    public void flush() {
        speaker.flush(new Mark(queue.progress(), List.of()));
    }

    @Override
    public void labelled(String eventId, Awaited.Row row, Label label, long labelTime, Example.LabelSource source) {
        EventKeys event =
                (EventKeys) parcels.read(row.row()).content().getItems().getFirst();
        for (Stage stage : learning) {
            stage.entity(event.getKeys())
                    .ifPresent(entity -> speaker.add(
                            Target.STAGES,
                            spreading.partitionOf(stage, entity),
                            new LearnedLabel(
                                    stage.name(),
                                    position,
                                    entity,
                                    eventId,
                                    event.getEventTime(),
                                    labelTime,
                                    LabelValues.write(label))));
        }
    }

    /** Nothing is counted here: the join that makes examples counts. */
    @Override
    public void counted(Count count) {}
}
