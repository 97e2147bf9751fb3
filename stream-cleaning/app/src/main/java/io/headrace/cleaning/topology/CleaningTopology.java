package io.headrace.cleaning.topology;

import io.headrace.cleaning.program.CleaningProgram;
import io.headrace.runtime.streams.Stateful;
import io.headrace.runtime.streams.intake.QuarantineSink;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.runtime.streams.intake.TolerantTimestamps;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.EventFields;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * raw → clean → clean events, with quarantine beside. One task a partition of the raw topic, which is keyed by event id, so
 * that an id's duplicates meet in one store.
 */
public final class CleaningTopology {

    /** The processor that cleans; it sends to {@link QuarantineSink#NAME}. */
    public static final String CLEAN = "clean";

    static final String RAW = "raw";
    static final String CLEAN_EVENTS = "clean-events";

    private final Topics topics;
    private final CleanProcessor.Parts parts;
    private final ArrivalTime arrival;
    private final CleaningListener monitor;

    /** A pure function of its arguments: nothing is read, written or started. */
    public CleaningTopology(
            PipelineDefinition definition, AvroSerdes serdes, ArrivalTime arrival, CleaningListener monitor) {
        this.topics = new Topics(definition.pipeline());
        this.parts = parts(definition, serdes, topics);
        this.arrival = arrival;
        this.monitor = monitor;
    }

    /** The topology of an app that does nothing else. */
    public static Topology build(
            PipelineDefinition definition, AvroSerdes serdes, ArrivalTime arrival, CleaningListener monitor) {
        CleaningTopology cleaning = new CleaningTopology(definition, serdes, arrival, monitor);
        StreamsBuilder builder = new StreamsBuilder();
        cleaning.process(builder, Optional.empty());
        return QuarantineSink.add(cleaning.sinks(builder.build()), cleaning.topics, List.of(CLEAN));
    }

    /**
     * Adds everything up to where raw records are clean.
     *
     * @param next a processor that goes on with what became of each raw record, in order
     * @return what goes to {@code next}
     */
    public KStream<String, Cleaned> process(StreamsBuilder builder, Optional<String> next) {
        return typed(builder.stream(
                        topics.raw(),
                        Consumed.<byte[], byte[]>as(RAW)
                                .withKeySerde(Serdes.ByteArray())
                                .withValueSerde(Serdes.ByteArray())
                                .withTimestampExtractor(new TolerantTimestamps())
                                .withOffsetResetPolicy(AutoOffsetReset.earliest()))
                .process(
                        new Stateful<>(
                                () -> new CleanProcessor(parts, arrival, monitor, next),
                                TaskStore.builder(SeenEvents.STORE)),
                        Named.as(CLEAN)));
    }

    /** Adds the sink of clean events. */
    public Topology sinks(Topology topology) {
        return topology.addSink(
                CLEAN_EVENTS,
                topics.clean(),
                new StringSerializer(),
                CleanEvent.serializer(),
                new CleanEvent.SamePartition(),
                CLEAN);
    }

    /** What comes out is typed by what the processor sends to its next; the quarantine takes bytes. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static KStream<String, Cleaned> typed(KStream<?, ?> stream) {
        return (KStream) stream;
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
