package io.headrace.features.app.spread;

import io.headrace.features.app.avro.KnownLabel;
import io.headrace.features.app.intake.FeatureInput;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.store.TaskStore;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * A partition of the labels topic: each label gets its position in event time and goes by its event's id to where the event
 * waits, in whatever partition its producer put it.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class LabelSource extends ContextualProcessor<String, Intake<FeatureInput>, String, Outgoing> {

    private static final String CLOCK = "label-clock";

    private final Spreading spreading;
    private Source source;

    LabelSource(Spreading spreading) {
        this.spreading = spreading;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        int partition = context.taskId().partition();
        source = new Source(
                TaskStore.of(context, SpreadTopology.ROWS).values(CLOCK),
                new Source.Voice(spreading.ofLabels(partition), spreading.labelTargets()),
                new TopicPartition(spreading.topics().labels(), partition),
                spreading,
                context);
        source.left().forEach(this::spread);
    }

    @Override
    public void process(Record<String, Intake<FeatureInput>> record) {
        switch (record.value()) {
            case Intake.Refused<FeatureInput> _ -> source.pass();
            case Intake.Accepted<FeatureInput>(String id, long time, FeatureInput.Given(GivenLabel label)) ->
                source.send(source.see(id, time, LabelValues.toBytes(label.label())), this::spread);
            case Intake.Accepted<FeatureInput> other ->
                throw new IllegalStateException("a label was expected, found " + other.value());
        }
    }

    /** A label's time is when it became known. */
    private void spread(Outbox.Entry entry) {
        KnownLabel known = new KnownLabel(
                entry.position(),
                entry.offset(),
                entry.id(),
                entry.time(),
                LabelValues.write(LabelValues.ofBytes(entry.payload())));
        for (Target target : spreading.labelTargets()) {
            source.add(target, spreading.partitionOf(entry.id()), known);
        }
    }
}
