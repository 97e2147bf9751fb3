package io.headrace.features.app.topology;

import io.headrace.features.app.intake.FeatureInput;
import io.headrace.features.app.intake.FeatureListener;
import io.headrace.features.app.labelling.Awaited;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.features.app.labelling.JoinListener;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.app.lookup.EntityOwners;
import io.headrace.features.app.output.FeatureOutput;
import io.headrace.features.app.spread.Timing;
import io.headrace.features.app.state.EntityStates;
import io.headrace.features.app.state.PartitionJoin;
import io.headrace.features.app.state.ReferenceTable;
import io.headrace.features.app.state.StageLives;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.LearnedLabel;
import io.headrace.features.engine.Lookups;
import io.headrace.features.engine.RowVersions;
import io.headrace.features.engine.Stage;
import io.headrace.features.engine.StatefulValues;
import io.headrace.runtime.streams.eventtime.InputClock;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.quarantine.QuarantineRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.NullUnmarked;

/**
 * Everything in one task: all stages answer an event, its row goes out and waits for its label, labels make examples and are
 * learned by the stages at once. No other partition could bring an earlier event, so none waits.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class OneTaskProcessor extends ContextualProcessor<String, Intake<FeatureInput>, Object, Object>
        implements JoinListener, LabelsInput.Waiting {

    private static final String CLOCK = "event-clock";

    private final FeatureProgram program;
    private final LabelRules rules;
    private final FeatureOutput.Means outputs;
    private final Timing timing;
    private final FeatureListener listener;
    private final EntityOwners owners;
    private final boolean history;
    private final List<EntityStates> stages = new ArrayList<>();
    private final List<EntityStates> learning = new ArrayList<>();
    private final Map<String, ReferenceTable> tables = new HashMap<>();
    private InputClock clock;
    private LabelsInput labels;
    private PartitionJoin join;
    private FeatureOutput outlet;

    /** @param history whether the history topic is read, too */
    OneTaskProcessor(
            FeatureProgram program,
            LabelRules rules,
            FeatureOutput.Means outputs,
            Timing timing,
            FeatureListener listener,
            EntityOwners owners,
            boolean history) {
        this.program = program;
        this.rules = rules;
        this.outputs = outputs;
        this.timing = timing;
        this.listener = listener;
        this.owners = owners;
        this.history = history;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        if (context.taskId().partition() > 0) {
            throw new IllegalStateException("the clean or the labels topic has more than one partition, so an entity's "
                    + "events may be in several; set headrace.partitions to as many as the topics have");
        }
        TaskStore state = TaskStore.of(context, EntityStates.STORE);
        CommitStore clockStore = state.values(CLOCK);
        clock = new InputClock(clockStore);
        labels = new LabelsInput(timing, new TopicPartition(outputs.topics().labels(), 0), state, context, this);
        outlet = outputs.in(context);
        stages.clear();
        learning.clear();
        tables.clear();
        StageLives begun = StageLives.begin(program, outputs.records().meaning().features(), clockStore);
        begun.change().map(change -> history ? change.restored() : change).ifPresent(listener::changed);
        for (Stage stage : program.stages()) {
            EntityStates entities = new EntityStates(stage, state);
            entities.live(
                    begun.lives().getOrDefault(StageLives.ofEvents(stage), 0),
                    begun.lives().getOrDefault(StageLives.ofLabels(stage), 0));
            stages.add(entities);
            owners.own(0, entities);
            if (stage.learns()) {
                learning.add(entities);
            }
        }
        for (Reference reference : program.references()) {
            ReferenceTable table = new ReferenceTable(reference.name(), program, outputs.serdes(), state);
            tables.put(reference.name(), table);
            owners.own(0, table);
        }
        join = PartitionJoin.ofExamples(rules, this, this::readAt, listener, state, context);
    }

    @Override
    public void process(Record<String, Intake<FeatureInput>> record) {
        switch (record.value()) {
            case Intake.Accepted<FeatureInput>(String id, long time, FeatureInput.Event event) ->
                event(id, time, event);
            case Intake.Accepted<FeatureInput>(String _, long time, FeatureInput.Given(GivenLabel label)) -> {
                labels.read(time, offset());
                join.label(label, Math.max(time, clock.watermark()));
            }
            case Intake.Accepted<FeatureInput>(
                    String key,
                    long time,
                    FeatureInput.Changed(String reference, var row)) ->
                tables.get(reference)
                        .put(key, new RowVersions.Place(time, 0, offset()), row, Math.max(time, clock.watermark()));
            case Intake.Accepted<FeatureInput>(String _, long _, FeatureInput.PastEvent(GenericRecord event)) ->
                stages.forEach(entities -> entities.restore(event));
            case Intake.Accepted<FeatureInput>(String _, long _, FeatureInput.PastLabel past) -> restore(past);
            case Intake.Refused<FeatureInput> _ -> {
                if (isOf(outputs.topics().labels())) {
                    labels.pass(offset());
                } else if (tables.keySet().stream()
                                .map(outputs.topics()::reference)
                                .noneMatch(this::isOf)
                        && !isOf(historyTopic())) {
                    clock.pass(offset());
                }
            }
        }
    }

    @Override
    public void close() {
        stages.forEach(entities -> owners.release(0, entities));
        tables.values().forEach(table -> owners.release(0, table));
        listener.released(context().taskId().partition());
    }

    @Override
    public void labelled(String eventId, Awaited.Row row, Label label, long labelTime, Example.LabelSource source) {
        outlet.example(eventId, row, label, labelTime, source);
        switch (source) {
            case GIVEN -> {
                if (!learning.isEmpty()) {
                    learn(eventId, row, program.labelNumber(label), labelTime);
                }
            }
            // What silence means, stages know by themselves.
            case SILENCE -> {}
        }
    }

    private void restore(FeatureInput.PastLabel past) {
        for (EntityStates entities : learning) {
            String entity = past.entities().get(entities.stage().name());
            if (entity != null) {
                entities.restore(entity, past.label());
            }
        }
    }

    private String historyTopic() {
        return outputs.topics().history(outputs.records().meaning().hash());
    }

    private void learn(String eventId, Awaited.Row row, double label, long labelTime) {
        Map<String, String> keys = outlet.read(row.row()).keys();
        LearnedLabel learned = new LearnedLabel(eventId, row.eventTime(), labelTime, label, false);
        learning.forEach(entities -> entities.learn(keys, learned, clock.watermark()));
    }

    @Override
    public void counted(Count count) {
        listener.joined(count);
    }

    private long readAt() {
        TopicPartition events = new TopicPartition(outputs.topics().clean(), 0);
        return Math.min(labels.readAt(), labels.readAt(events, clock.offset()));
    }

    @Override
    public OptionalLong wanted() {
        return join.isDue(clock.watermark()) ? OptionalLong.of(clock.watermark()) : OptionalLong.empty();
    }

    @Override
    public void reached() {
        advance();
    }

    private void event(String id, long time, FeatureInput.Event arrival) {
        long position = clock.see(time, offset());
        advance();
        StatefulValues answers = program.blank();
        for (EntityStates entities : stages) {
            entities.observe(arrival.event(), answers, clock.watermark());
        }
        for (Lookups lookups : program.lookups()) {
            tables.get(lookups.reference()).answer(lookups, arrival.event(), answers, clock.watermark());
        }
        outlet.row(program.row(arrival.event(), answers), arrival.bytes())
                .ifPresentOrElse(
                        row -> {
                            listener.rowMade();
                            join.row(id, position, time, row);
                        },
                        () -> listener.quarantined(FeatureListener.Input.EVENT, QuarantineRule.TOO_LARGE));
    }

    private void advance() {
        join.advance(labels.progress(clock.watermark()));
    }

    private long offset() {
        return context().recordMetadata().map(RecordMetadata::offset).orElse(InputClock.NOTHING_READ);
    }

    private boolean isOf(String topic) {
        return context()
                .recordMetadata()
                .filter(record -> record.topic().equals(topic))
                .isPresent();
    }
}
