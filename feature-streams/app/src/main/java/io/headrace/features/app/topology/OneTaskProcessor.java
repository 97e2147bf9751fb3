package io.headrace.features.app.topology;

import io.headrace.features.app.labelling.JoinOutcomes;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.LearnedLabel;
import io.headrace.features.engine.Stage;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Everything in one task: all stages answer an event, its row goes out and waits for its label, labels make examples and
 * are learned by the stages at once. So rows and examples follow from the order of events and labels alone.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class OneTaskProcessor extends ContextualProcessor<String, Arrival, String, Finished> implements JoinOutcomes {

    private final FeatureProgram program;
    private final LabelRules rules;
    private final RowBytes rowBytes;
    private final FeatureMonitor monitor;
    private final List<EntityStates> stages = new ArrayList<>();
    private final List<EntityStates> learning = new ArrayList<>();
    private PartitionJoin join;

    /**
     * Rows as they are stored.
     *
     * @param read reads what {@code write} wrote
     */
    record RowBytes(Function<FeatureRow, byte[]> write, Function<byte[], FeatureRow> read) {}

    OneTaskProcessor(FeatureProgram program, LabelRules rules, RowBytes rowBytes, FeatureMonitor monitor) {
        this.program = program;
        this.rules = rules;
        this.rowBytes = rowBytes;
        this.monitor = monitor;
    }

    @Override
    public void init(ProcessorContext<String, Finished> context) {
        super.init(context);
        if (context.taskId().partition() > 0 && !program.stages().isEmpty()) {
            throw new IllegalStateException("the clean or the labels topic has more than one partition, so an entity's "
                    + "events may be in several; set headrace.partitions to as many as the topics have");
        }
        stages.clear();
        learning.clear();
        for (Stage stage : program.stages()) {
            EntityStates entities = new EntityStates(stage, context);
            stages.add(entities);
            if (stage.learns()) {
                learning.add(entities);
            }
        }
        join = PartitionJoin.ofExamples(rules, this, monitor, context);
    }

    @Override
    public void process(Record<String, Arrival> record) {
        switch (record.value()) {
            case Arrival.Event(var event) -> event(record, event);
            case Arrival.Given(var label) -> join.label(label);
        }
    }

    @Override
    public void close() {
        monitor.released(context().taskId().partition());
    }

    @Override
    public void labelled(String eventId, byte[] row, Label label, long labelTime, Example.LabelSource source) {
        FeatureRow stored = rowBytes.read().apply(row);
        Finished made = new Finished.Labelled(new Example(stored, label, labelTime, source));
        context().forward(new Record<>(eventId, made, stored.eventTime()));
        LearnedLabel learned = new LearnedLabel(
                eventId,
                stored.eventTime(),
                labelTime,
                program.labelNumber(label),
                source == Example.LabelSource.SILENCE);
        for (EntityStates entities : learning) {
            entities.learn(stored.keys(), learned);
        }
    }

    @Override
    public void counted(Count count) {
        monitor.joined(count);
    }

    /** What is over by the event's time is learned before the event is answered. */
    private void event(Record<String, Arrival> record, GenericRecord event) {
        join.advance(record.timestamp());
        double[] answers = program.blank();
        for (EntityStates entities : stages) {
            entities.observe(event, answers);
        }
        byte[] row = rowBytes.write().apply(program.row(event, answers));
        monitor.rowMade();
        context().forward(record.withValue(new Finished.Row(row)));
        join.row(record.key(), record.timestamp(), row);
    }
}
