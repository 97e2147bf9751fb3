package io.headrace.cleaning.topology;

import io.headrace.cleaning.program.CleaningProgram;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * raw → decode → clean → clean events, with quarantine beside. One task a partition of the raw topic, which is keyed by event
 * id, so that an id's duplicates meet in one store.
 */
public final class CleaningTopology {

    static final String RAW = "raw";
    static final String DECODE = "decode";
    static final String CLEAN = "clean";
    static final String CLEAN_EVENTS = "clean-events";
    static final String QUARANTINE = "quarantine";

    /** A record with no valid timestamp is no reason to stop: its event time is in its value. */
    private static final TimestampExtractor TOLERANT = (record, _) -> Math.max(0, record.timestamp());

    private CleaningTopology() {}

    /** A pure function of its arguments: nothing is read, written or started. */
    public static Topology build(PipelineDefinition definition, AvroSerdes serdes, CleaningMonitor monitor) {
        Topics topics = new Topics(definition.pipeline());
        Events events = definition.events();
        CleaningProgram program = CleaningProgram.compile(definition);
        AvroDecoder decoder = serdes.decoder(events.schema());
        Serializer<GenericRecord> cleanEvents = serdes.generic(events.schema()).serializer();
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        RAW,
                        TOLERANT,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.raw())
                .addProcessor(DECODE, () -> new DecodeProcessor(new RawRecordReader(decoder, events), monitor), RAW)
                .addProcessor(CLEAN, cleaning(program, definition, monitor), DECODE)
                .addSink(CLEAN_EVENTS, topics.clean(), new StringSerializer(), cleanEvents, CLEAN)
                .addSink(
                        QUARANTINE,
                        topics.quarantine(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        DECODE,
                        CLEAN);
    }

    private static ProcessorSupplier<String, Arrival, Object, Object> cleaning(
            CleaningProgram program, PipelineDefinition definition, CleaningMonitor monitor) {
        DeduplicationRule rule = DeduplicationRule.of(definition);
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Arrival, Object, Object> get() {
                return new CleanProcessor(program, definition.events(), rule, monitor);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return SeenEvents.stores();
            }
        };
    }
}
