package io.headrace.features.app.topology;

import io.headrace.features.app.labelling.JoinOutcomes;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.LearnedLabel;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.Label;
import java.nio.ByteBuffer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Sends events to the stages, and after each its label when it is known: given in time, or assumed from silence, as the
 * join that makes examples finds it. What is kept of an event until then is its time and keys.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class LearningProcessor extends ContextualProcessor<String, Arrival, String, StageInput> implements JoinOutcomes {

    private final FeatureProgram program;
    private final LabelRules rules;
    private PartitionJoin join;

    LearningProcessor(FeatureProgram program, LabelRules rules) {
        this.program = program;
        this.rules = rules;
    }

    @Override
    public void init(ProcessorContext<String, StageInput> context) {
        super.init(context);
        join = new PartitionJoin(AwaitedStore.Names.OF_LEARNING, rules, this, _ -> {}, context);
    }

    @Override
    public void process(Record<String, Arrival> record) {
        switch (record.value()) {
            case Arrival.Event(var event) -> {
                join.advance(record.timestamp());
                context().forward(record.withValue(new StageInput.Travelling(event, program.blank())));
                join.row(record.key(), record.timestamp(), toBytes(event));
            }
            case Arrival.Given(var label) -> join.label(label);
        }
    }

    @Override
    public void labelled(String eventId, byte[] row, Label label, long labelTime, Example.LabelSource source) {
        ByteBuffer kept = ByteBuffer.wrap(row);
        LearnedLabel learned = new LearnedLabel(
                eventId, kept.getLong(), labelTime, program.labelNumber(label), source == Example.LabelSource.SILENCE);
        byte[] keys = new byte[kept.remaining()];
        kept.get(keys);
        context().forward(new Record<>(eventId, new StageInput.Learned(KeysCodec.read(keys), learned), labelTime));
    }

    /** What is kept of an event: its time in 8 bytes, and its keys. */
    private byte[] toBytes(GenericRecord event) {
        byte[] keys = KeysCodec.write(program.keys(event));
        return ByteBuffer.allocate(Long.BYTES + keys.length)
                .putLong(program.eventTime(event))
                .put(keys)
                .array();
    }

    /** Nothing is counted here: the join that makes examples counts. */
    @Override
    public void counted(Count count) {}
}
