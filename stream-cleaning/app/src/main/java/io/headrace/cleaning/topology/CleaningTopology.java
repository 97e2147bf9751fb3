package io.headrace.cleaning.topology;

import io.headrace.cleaning.program.CleaningProgram;
import io.headrace.runtime.streams.Stateful;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.runtime.streams.intake.TolerantTimestamps;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.EventFields;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.Topics;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * raw → clean → clean events, with quarantine beside. One task a partition of the raw topic, which is keyed by event id, so
 * that an id's duplicates meet in one store.
 */
public final class CleaningTopology {

    static final String RAW = "raw";
    static final String CLEAN = "clean";
    static final String CLEAN_EVENTS = "clean-events";
    static final String QUARANTINE = "quarantine";

    private CleaningTopology() {}

    /** A pure function of its arguments: nothing is read, written or started. */
    public static Topology build(
            PipelineDefinition definition, AvroSerdes serdes, Arrival arrival, CleaningMonitor monitor) {
        Topics topics = new Topics(definition.pipeline());
        CleanProcessor.Parts parts = parts(definition, serdes, topics);
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        RAW,
                        new TolerantTimestamps(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.raw())
                .addProcessor(
                        CLEAN,
                        new Stateful<>(() -> new CleanProcessor(parts, arrival, monitor), SeenEvents.stores()),
                        RAW)
                .addSink(
                        CLEAN_EVENTS,
                        topics.clean(),
                        new StringSerializer(),
                        CleanEvent.serializer(),
                        new CleanEvent.SamePartition(),
                        CLEAN)
                .addSink(QUARANTINE, topics.quarantine(), new ByteArraySerializer(), new ByteArraySerializer(), CLEAN);
    }

    private static CleanProcessor.Parts parts(PipelineDefinition definition, AvroSerdes serdes, Topics topics) {
        Events events = definition.events();
        SizeLimit limit = new SizeLimit(topics.clean(), TopicLimits.CLEAN);
        RecordIntake<GenericRecord> intake = RecordIntake.ofEvents(
                serdes.decoder(events.schema()), limit, new EventFields(events), (event, _) -> event);
        return new CleanProcessor.Parts(
                definition,
                CleaningProgram.compile(definition),
                intake,
                serdes.generic(events.schema()).serializer(),
                limit);
    }
}
