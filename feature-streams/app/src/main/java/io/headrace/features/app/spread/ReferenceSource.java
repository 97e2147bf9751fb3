package io.headrace.features.app.spread;

import io.headrace.features.app.avro.ReferenceChange;
import io.headrace.features.app.intake.FeatureInput;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.definition.Reference;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A partition of a reference's topic: each version of a row gets its position in event time and goes by the row's key to where events
 * look it up, in whatever partition its producer put it.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class ReferenceSource extends ContextualProcessor<String, Intake<FeatureInput>, String, Outgoing> {

    private static final byte GONE = 0;
    private static final byte THERE = 1;
    private static final byte[] NOTHING = {};

    private final Reference reference;
    private final Spreading spreading;
    private int partition;
    private Source source;

    ReferenceSource(Reference reference, Spreading spreading) {
        this.reference = reference;
        this.spreading = spreading;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        partition = context.taskId().partition();
        if (partition >= spreading.partitions()) {
            throw new IllegalStateException(
                    "%s has more than %d partitions; as many as headrace.partitions would be right"
                            .formatted(spreading.topics().reference(reference.name()), spreading.partitions()));
        }
        source = new Source(
                TaskStore.of(context, SpreadTopology.ROWS).values("reference-" + reference.name() + "-clock"),
                new Source.Voice(spreading.ofReference(reference, partition), List.of(Target.STAGES)),
                new TopicPartition(spreading.topics().reference(reference.name()), partition),
                spreading,
                context);
        source.left().forEach(this::spread);
    }

    @Override
    public void process(Record<String, Intake<FeatureInput>> record) {
        switch (record.value()) {
            case Intake.Refused<FeatureInput> _ -> source.pass();
            case Intake.Accepted<FeatureInput>(String key, long time, FeatureInput.Changed(String _, var value)) ->
                source.send(source.see(key, time, toBytes(value)), this::spread);
            case Intake.Accepted<FeatureInput> other ->
                throw new IllegalStateException("a row of a reference was expected, found " + other.value());
        }
    }

    private void spread(Outbox.Entry entry) {
        source.add(
                Target.STAGES,
                spreading.partitionOf(reference.name(), entry.id()),
                new ReferenceChange(
                        reference.name(),
                        entry.position(),
                        partition,
                        entry.offset(),
                        entry.id(),
                        entry.time(),
                        ofBytes(entry.payload())));
    }

    private static byte[] toBytes(Optional<byte[]> value) {
        byte[] bytes = value.orElse(NOTHING);
        return ByteBuffer.allocate(1 + bytes.length)
                .put(value.isPresent() ? THERE : GONE)
                .put(bytes)
                .array();
    }

    private static @Nullable ByteBuffer ofBytes(byte[] payload) {
        return payload[0] == THERE ? ByteBuffer.wrap(Arrays.copyOfRange(payload, 1, payload.length)) : null;
    }
}
