package io.headrace.features.app.spread;

import io.headrace.features.app.avro.StreamEvent;
import io.headrace.features.app.intake.FeatureInput;
import io.headrace.features.app.state.StageLives;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.Decoded;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
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
 * A partition of a further stream's clean topic: each event gets its position in event time and goes to the stages that remember it, by
 * its entities, in whatever partition its producer put it.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class StreamSource extends ContextualProcessor<String, Intake<FeatureInput>, String, Outgoing> {

    private final EventStream stream;
    private final RowsProcessor.Means means;
    private final List<Stage> stages;
    private final AvroDecoder events;
    private final Spreading spreading;
    private Source source;

    StreamSource(EventStream stream, RowsProcessor.Means means, Spreading spreading) {
        this.stream = stream;
        this.means = means;
        this.stages = stages(means.program(), stream);
        this.events = means.rows().outputs().serdes().decoder(stream.events().schema());
        this.spreading = spreading;
    }

    private static List<Stage> stages(FeatureProgram program, EventStream stream) {
        return program.stages().stream()
                .filter(stage -> stage.stream().filter(stream.name()::equals).isPresent())
                .toList();
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        int partition = context.taskId().partition();
        String topic = spreading.topics().clean(stream);
        if (partition >= spreading.partitions()) {
            throw new IllegalStateException(
                    "%s has more than %d partitions; as many as headrace.partitions would be right"
                            .formatted(topic, spreading.partitions()));
        }
        CommitStore clock = TaskStore.of(context, SpreadTopology.ROWS).values("stream-" + stream.name() + "-clock");
        source = new Source(
                clock,
                new Source.Voice(spreading.ofStream(stream, partition), List.of(Target.STAGES)),
                new TopicPartition(topic, partition),
                spreading,
                context);
        source.live(ownLives(clock));
        source.left().forEach(this::spreadAgain);
    }

    /** Of no other stage: what this source has missed of them says nothing. */
    private Map<String, Integer> ownLives(CommitStore clock) {
        Map<String, Integer> all =
                StageLives.begin(means.program(), means.meaningByName(), clock).lives();
        Map<String, Integer> own = new HashMap<>(all);
        own.keySet().retainAll(stages.stream().map(StageLives::ofEvents).toList());
        return own;
    }

    @Override
    public void process(Record<String, Intake<FeatureInput>> record) {
        switch (record.value()) {
            case Intake.Refused<FeatureInput> _ -> source.pass();
            case Intake.Accepted<FeatureInput>(String id, long time, FeatureInput.Event(var event, var bytes)) ->
                source.send(source.see(id, time, bytes), entry -> spread(entry, event));
            case Intake.Accepted<FeatureInput> other ->
                throw new IllegalStateException(
                        "an event of " + stream.name() + " was expected, found " + other.value());
        }
    }

    /** One whose bytes cannot be read by now is remembered by nobody. */
    private void spreadAgain(Outbox.Entry entry) {
        if (events.decode(entry.payload()) instanceof Decoded.Ok(GenericRecord event)) {
            spread(entry, event);
        }
    }

    private void spread(Outbox.Entry entry, GenericRecord event) {
        Map<Integer, List<String>> byPartition = new TreeMap<>();
        for (Stage stage : stages) {
            stage.recordedEntity(event)
                    .ifPresent(entity -> byPartition
                            .computeIfAbsent(spreading.partitionOf(stage, entity), _ -> new ArrayList<>())
                            .add(stage.name()));
        }
        byPartition.forEach((partition, those) -> source.add(
                Target.STAGES,
                partition,
                new StreamEvent(
                        stream.name(),
                        entry.position(),
                        entry.watermark(),
                        entry.offset(),
                        those,
                        ByteBuffer.wrap(entry.payload()))));
    }
}
