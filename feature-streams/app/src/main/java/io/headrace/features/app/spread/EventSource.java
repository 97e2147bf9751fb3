package io.headrace.features.app.spread;

import io.headrace.features.app.avro.EventKeys;
import io.headrace.features.app.avro.StageEvent;
import io.headrace.features.app.avro.WaitingEvent;
import io.headrace.features.app.intake.Arrival;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.runtime.streams.eventtime.InputClock;
import io.headrace.runtime.streams.intake.Intake;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.NullUnmarked;

/**
 * A partition of the clean topic: each event gets its position in event time and goes to all stages side by side, and to where
 * its row will be put together.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class EventSource extends ContextualProcessor<String, Intake<Arrival>, String, Outgoing> {

    static final String CLOCK = "event-clock";

    private final FeatureProgram program;
    private final Spreading spreading;
    private InputClock clock;
    private Speaker speaker;

    EventSource(FeatureProgram program, Spreading spreading) {
        this.program = program;
        this.spreading = spreading;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        clock = new InputClock(CLOCK, context);
        int partition = context.taskId().partition();
        speaker = new Speaker(spreading.ofEvents(partition), spreading.eventTargets(), spreading.announcing(), context);
        speaker.report(
                spreading.standing(clock, new TopicPartition(spreading.topics().clean(), partition)));
    }

    @Override
    public void process(Record<String, Intake<Arrival>> record) {
        long offset = context().recordMetadata().map(RecordMetadata::offset).orElse(clock.offset() + 1);
        speaker.wake(clock.watermark());
        switch (record.value()) {
            case Intake.Refused<Arrival> _ -> clock.pass(offset);
            case Intake.Accepted<Arrival>(String id, long time, Arrival.Event(var event, var bytes)) ->
                spread(id, time, event, bytes, offset);
            case Intake.Accepted<Arrival> other ->
                throw new IllegalStateException("an event was expected, found " + other.value());
        }
    }

    private void spread(String id, long time, GenericRecord event, byte[] bytes, long offset) {
        long position = clock.see(time, offset);
        long watermark = clock.watermark();
        List<String> stages = new ArrayList<>();
        for (Stage stage : program.stages()) {
            stage.entity(event).ifPresent(entity -> {
                stages.add(stage.name());
                speaker.send(
                        Target.STAGES,
                        Spreading.stageKey(stage, entity),
                        watermark,
                        new StageEvent(stage.name(), position, offset, ByteBuffer.wrap(bytes)),
                        time);
            });
        }
        if (spreading.learns()) {
            speaker.send(
                    Target.LEARNING,
                    id,
                    watermark,
                    new EventKeys(position, offset, id, time, program.keys(event)),
                    time);
        }
        speaker.send(
                Target.ROWS, id, watermark, new WaitingEvent(position, offset, stages, ByteBuffer.wrap(bytes)), time);
    }
}
