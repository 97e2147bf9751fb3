package io.headrace.cleaning.topology;

import io.headrace.cleaning.program.CleaningProgram;
import io.headrace.runtime.streams.Stateful;
import io.headrace.runtime.streams.intake.QuarantineSink;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.runtime.streams.intake.TolerantTimestamps;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.definition.Cleaning;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.EventFields;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
 * raw → clean → clean events, with quarantine beside, of the events that rows are made of and of each further stream. One task a partition
 * of a raw topic, which is keyed by event id, so that an id's duplicates meet in one store.
 */
public final class CleaningTopology {

    /** The processor that cleans; it sends to {@link QuarantineSink#NAME}. */
    public static final String CLEAN = "clean";

    static final String RAW = "raw";
    static final String CLEAN_EVENTS = "clean-events";

    private final Topics topics;
    private final Line own;
    private final List<Line> streams;

    /**
     * From one raw topic to one clean topic.
     *
     * @param suffix of names in the topology
     */
    private record Line(
            String raw,
            String clean,
            String suffix,
            CleanProcessor.Parts parts,
            ArrivalTime arrival,
            CleaningListener listener) {

        String named(String name) {
            return name + suffix;
        }
    }

    /**
     * A pure function of its arguments: nothing is read, written or started.
     *
     * @param arrivals by raw topic, how it is known when a record came
     */
    public CleaningTopology(
            PipelineDefinition definition,
            AvroSerdes serdes,
            Function<String, ArrivalTime> arrivals,
            CleaningListener monitor) {
        this.topics = new Topics(definition.pipeline());
        this.own = new Line(
                topics.raw(),
                topics.clean(),
                "",
                parts(definition.events(), definition.clean(), "", topics.clean(), serdes),
                arrivals.apply(topics.raw()),
                monitor);
        this.streams = definition.streams().stream()
                .map(stream -> line(stream, serdes, arrivals, monitor))
                .toList();
    }

    private Line line(
            EventStream stream, AvroSerdes serdes, Function<String, ArrivalTime> arrivals, CleaningListener monitor) {
        String suffix = "-" + stream.name();
        return new Line(
                topics.raw(stream),
                topics.clean(stream),
                suffix,
                parts(stream.events(), stream.clean(), suffix, topics.clean(stream), serdes),
                arrivals.apply(topics.raw(stream)),
                monitor.ofStream(stream.name()));
    }

    /** The topology of an app that does nothing else. */
    public static Topology build(
            PipelineDefinition definition,
            AvroSerdes serdes,
            Function<String, ArrivalTime> arrivals,
            CleaningListener monitor) {
        CleaningTopology cleaning = new CleaningTopology(definition, serdes, arrivals, monitor);
        StreamsBuilder builder = new StreamsBuilder();
        cleaning.process(builder, Optional.empty());
        return QuarantineSink.add(cleaning.sinks(builder.build()), cleaning.topics, cleaning.refusing());
    }

    /**
     * Adds everything up to where raw records are clean.
     *
     * @param next a processor that goes on with what became of each raw record of the events that rows are made of, in order
     * @return what goes to {@code next}
     */
    public KStream<String, Cleaned> process(StreamsBuilder builder, Optional<String> next) {
        streams.forEach(stream -> process(builder, stream, Optional.empty()));
        return process(builder, own, next);
    }

    private static KStream<String, Cleaned> process(StreamsBuilder builder, Line line, Optional<String> next) {
        return typed(builder.stream(
                        line.raw(),
                        Consumed.<byte[], byte[]>as(line.named(RAW))
                                .withKeySerde(Serdes.ByteArray())
                                .withValueSerde(Serdes.ByteArray())
                                .withTimestampExtractor(new TolerantTimestamps())
                                .withOffsetResetPolicy(AutoOffsetReset.earliest()))
                .process(
                        new Stateful<>(
                                () -> new CleanProcessor(line.parts(), line.arrival(), line.listener(), next),
                                TaskStore.builder(line.parts().store())),
                        Named.as(line.named(CLEAN))));
    }

    /** Adds the sinks of clean events. */
    public Topology sinks(Topology topology) {
        lines().forEach(line -> topology.addSink(
                line.named(CLEAN_EVENTS),
                line.clean(),
                new StringSerializer(),
                CleanEvent.serializer(),
                new CleanEvent.SamePartition(),
                line.named(CLEAN)));
        return topology;
    }

    /** The processors that send to {@link QuarantineSink#NAME}. */
    public List<String> refusing() {
        return lines().stream().map(line -> line.named(CLEAN)).toList();
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(own);
        lines.addAll(streams);
        return lines;
    }

    /** What comes out is typed by what the processor sends to its next; the quarantine takes bytes. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static KStream<String, Cleaned> typed(KStream<?, ?> stream) {
        return (KStream) stream;
    }

    private static CleanProcessor.Parts parts(
            Events events, Cleaning clean, String suffix, String cleanTopic, AvroSerdes serdes) {
        SizeLimit limit = new SizeLimit(cleanTopic, TopicLimits.CLEAN);
        RecordIntake<GenericRecord> intake = RecordIntake.ofEvents(
                serdes.decoder(events.schema()), limit, new EventFields(events), (event, _) -> event);
        return new CleanProcessor.Parts(
                events,
                clean,
                SeenEvents.STORE + suffix,
                CLEAN_EVENTS + suffix,
                CleaningProgram.compile(events, clean),
                intake,
                serdes.generic(events.schema()).serializer(),
                limit);
    }
}
