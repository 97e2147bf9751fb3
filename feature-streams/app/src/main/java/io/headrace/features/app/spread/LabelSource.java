package io.headrace.features.app.spread;

import io.headrace.features.app.avro.KnownLabel;
import io.headrace.features.app.intake.Arrival;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.runtime.streams.eventtime.InputClock;
import io.headrace.runtime.streams.intake.Intake;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.NullUnmarked;

/**
 * A partition of the labels topic: each label gets its position in event time and goes by its event's id to where the event
 * waits, in whatever partition its producer put it.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class LabelSource extends ContextualProcessor<String, Intake<Arrival>, String, Outgoing> {

    static final String CLOCK = "label-clock";

    private final Spreading spreading;
    private InputClock clock;
    private Speaker speaker;

    LabelSource(Spreading spreading) {
        this.spreading = spreading;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        clock = new InputClock(CLOCK, context);
        int partition = context.taskId().partition();
        speaker = new Speaker(spreading.ofLabels(partition), spreading.labelTargets(), spreading.announcing(), context);
        speaker.report(
                spreading.standing(clock, new TopicPartition(spreading.topics().labels(), partition)));
    }

    @Override
    public void process(Record<String, Intake<Arrival>> record) {
        long offset = context().recordMetadata().map(RecordMetadata::offset).orElse(clock.offset() + 1);
        speaker.wake(clock.watermark());
        switch (record.value()) {
            case Intake.Refused<Arrival> _ -> clock.pass(offset);
            case Intake.Accepted<Arrival>(String id, long time, Arrival.Given(GivenLabel label)) -> {
                long position = clock.see(time, offset);
                KnownLabel known =
                        new KnownLabel(position, offset, id, label.labelledAt(), LabelValues.write(label.label()));
                for (Target target : spreading.labelTargets()) {
                    speaker.send(target, id, clock.watermark(), known, time);
                }
            }
            case Intake.Accepted<Arrival> other ->
                throw new IllegalStateException("a label was expected, found " + other.value());
        }
    }
}
