package io.headrace.features.app.intake;

import io.headrace.features.app.intake.FeatureListener.Input;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.TolerantTimestamps;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Reads topics: what came of each record goes on; what is refused also to quarantine.
 *
 * @param handed events that are not read here
 * @param now epoch milliseconds by the wall clock
 */
public record Inputs(
        StreamsBuilder builder,
        Optional<Handed<?>> handed,
        InputReaders readers,
        FeatureListener listener,
        LongSupplier now) {

    /** The processor that reads events. */
    public static final String EVENTS = "read-events";

    /** The processor that reads history. */
    public static final String HISTORY = "read-history";

    /** The processor that reads labels. */
    public static final String LABELS = "read-labels";

    /**
     * Clean events.
     *
     * @param next the processor that they go to
     */
    public KStream<String, Intake<FeatureInput>> events(String next) {
        return handed.map(this::take).orElseGet(() -> readEvents(next));
    }

    private <V> KStream<String, Intake<FeatureInput>> take(Handed<V> events) {
        return events.stream().process(() -> new HandedProcessor<>(events.as(), listener), Named.as(EVENTS));
    }

    /**
     * Events and labels of the past, for a task that also reads those of now: all that is there at its start comes first, since Kafka Streams takes what is
     * earliest of what it knows to be there.
     */
    public KStream<String, Intake<FeatureInput>> history(String next) {
        return read(
                readers.historyTopic(),
                source("history", (_, _) -> 0),
                new Reading(Input.HISTORY, all(readers.history()), HISTORY, next));
    }

    /** The processors that may refuse what they read. */
    public List<String> refusing() {
        return Stream.of(
                        handed.isPresent() ? Stream.<String>empty() : Stream.of(EVENTS),
                        Stream.of(LABELS),
                        readers.streams().stream().map(Inputs::readingStream),
                        readers.references().stream().map(Inputs::reading))
                .flatMap(names -> names)
                .toList();
    }

    private KStream<String, Intake<FeatureInput>> readEvents(String next) {
        return read(
                readers.topics().clean(),
                source("events", new TolerantTimestamps()),
                new Reading(Input.EVENT, all(readers.events()), EVENTS, next));
    }

    /** Labels. */
    public KStream<String, Intake<FeatureInput>> labels(String next) {
        return read(
                readers.topics().labels(),
                source("labels", new TolerantTimestamps()),
                new Reading(Input.LABEL, all(readers.labels(now)), LABELS, next));
    }

    /** Labels for a task that also reads the events: Kafka Streams takes both in the order of time as far as both have come. */
    public KStream<String, Intake<FeatureInput>> labelsBesideEvents(String next) {
        return read(
                readers.topics().labels(),
                source("labels", readers.labelOrder()),
                new Reading(Input.LABEL, all(readers.labels(now)), LABELS, next));
    }

    /**
     * Clean events of a further stream.
     *
     * @param name of the stream
     */
    public KStream<String, Intake<FeatureInput>> stream(String name, String next) {
        return read(
                readers.cleanTopic(name),
                source("stream-" + name, new TolerantTimestamps()),
                new Reading(Input.STREAM, all(readers.stream(name)), readingStream(name), next));
    }

    private static String readingStream(String stream) {
        return "read-stream-" + stream;
    }

    /**
     * Rows of a reference, taken beside the events of the same task as labels are.
     *
     * @param name of the reference
     */
    public KStream<String, Intake<FeatureInput>> reference(String name, String next) {
        ReferenceIntake intake = readers.reference(name, now);
        ReferenceOrder order = new ReferenceOrder(record ->
                intake.time(record.value() instanceof byte[] value ? value : null, record.timestamp()));
        return read(
                readers.topics().reference(name),
                source("reference-" + name, order),
                new Reading(
                        Input.REFERENCE,
                        (record, metadata) -> intake.read(record, order.timestamp(metadata)),
                        reading(name),
                        next));
    }

    private static String reading(String reference) {
        return "read-reference-" + reference;
    }

    private static IntakeProcessor.Reader all(RecordIntake<FeatureInput> intake) {
        return (record, _) -> intake.read(record);
    }

    private record Reading(Input input, IntakeProcessor.Reader reader, String name, String next) {}

    /** What comes out is typed by what the processor sends to its next; the quarantine takes bytes. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private KStream<String, Intake<FeatureInput>> read(String topic, Consumed<byte[], byte[]> source, Reading reading) {
        KStream read = builder.stream(topic, source)
                .process(
                        () -> new IntakeProcessor(reading.input(), reading.reader(), reading.next(), listener),
                        Named.as(reading.name()));
        return read;
    }

    private static Consumed<byte[], byte[]> source(String name, TimestampExtractor order) {
        return Consumed.<byte[], byte[]>as(name)
                .withKeySerde(Serdes.ByteArray())
                .withValueSerde(Serdes.ByteArray())
                .withTimestampExtractor(order)
                .withOffsetResetPolicy(AutoOffsetReset.earliest());
    }
}
