package io.headrace.features.app.spread;

import io.headrace.features.app.avro.EventKeys;
import io.headrace.features.app.avro.StageEvent;
import io.headrace.features.app.avro.WaitingEvent;
import io.headrace.features.app.intake.FeatureInput;
import io.headrace.features.app.intake.FeatureListener;
import io.headrace.features.app.state.StageLives;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Lookups;
import io.headrace.features.engine.Stage;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.Decoded;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * A partition of the clean topic: each event gets its position in event time and goes to all stages side by side, and to where
 * its row will be put together.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class EventSource extends ContextualProcessor<String, Intake<FeatureInput>, String, Outgoing> {

    private static final String CLOCK = "event-clock";

    private final RowsProcessor.Means means;
    private final FeatureProgram program;
    private final AvroDecoder events;
    private final Spreading spreading;
    private final FeatureListener listener;
    private Source source;

    EventSource(RowsProcessor.Means means, Spreading spreading, FeatureListener listener) {
        this.means = means;
        this.program = means.program();
        this.events = means.rows().events();
        this.spreading = spreading;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        int partition = context.taskId().partition();
        CommitStore clock = TaskStore.of(context, SpreadTopology.ROWS).values(CLOCK);
        source = new Source(
                clock,
                new Source.Voice(spreading.ofEvents(partition), spreading.eventTargets()),
                new TopicPartition(spreading.topics().clean(), partition),
                spreading,
                context);
        StageLives lives = StageLives.begin(program, means.meaningByName(), clock);
        source.live(lives.lives());
        // All partitions begin with the same change: one says so.
        lives.change().filter(_ -> partition == 0).ifPresent(listener::changed);
        source.left().forEach(this::spreadAgain);
    }

    @Override
    public void process(Record<String, Intake<FeatureInput>> record) {
        switch (record.value()) {
            case Intake.Refused<FeatureInput> _ -> source.pass();
            case Intake.Accepted<FeatureInput>(String id, long time, FeatureInput.Event(var event, var bytes)) ->
                source.send(source.see(id, time, bytes), entry -> spread(entry, event));
            case Intake.Accepted<FeatureInput> other ->
                throw new IllegalStateException("an event was expected, found " + other.value());
        }
    }

    /** Bytes that cannot be read by now are refused where rows are made. */
    private void spreadAgain(Outbox.Entry entry) {
        if (events.decode(entry.payload()) instanceof Decoded.Ok(GenericRecord event)) {
            spread(entry, event);
        } else {
            wait(entry, List.of());
        }
    }

    private void spread(Outbox.Entry entry, GenericRecord event) {
        Map<Integer, List<String>> byPartition = new TreeMap<>();
        List<String> stages = new ArrayList<>();
        for (Stage stage : program.stages()) {
            stage.entity(event).ifPresent(entity -> {
                stages.add(stage.name());
                byPartition
                        .computeIfAbsent(spreading.partitionOf(stage, entity), _ -> new ArrayList<>())
                        .add(stage.name());
            });
        }
        for (Lookups lookups : program.lookups()) {
            lookups.key(event).ifPresent(key -> {
                stages.add(lookups.name());
                byPartition
                        .computeIfAbsent(spreading.partitionOf(lookups.reference(), key), _ -> new ArrayList<>())
                        .add(lookups.name());
            });
        }
        int row = spreading.partitionOf(entry.id());
        byPartition.forEach((partition, those) -> source.add(
                Target.STAGES,
                partition,
                new StageEvent(
                        entry.position(),
                        entry.watermark(),
                        entry.offset(),
                        those,
                        row,
                        ByteBuffer.wrap(entry.payload()))));
        if (spreading.learns()) {
            EventKeys keys =
                    new EventKeys(entry.position(), entry.offset(), entry.id(), entry.time(), program.keys(event));
            source.add(Target.LEARNING, row, keys);
        }
        wait(entry, stages);
    }

    private void wait(Outbox.Entry entry, List<String> stages) {
        source.add(
                Target.ROWS,
                spreading.partitionOf(entry.id()),
                new WaitingEvent(entry.position(), entry.offset(), stages, ByteBuffer.wrap(entry.payload())));
    }
}
