package io.headrace.features.app.topology;

import io.headrace.features.app.Payments;
import io.headrace.features.app.avro.Past;
import io.headrace.features.app.avro.PastEvent;
import io.headrace.features.app.avro.PastLabel;
import io.headrace.features.app.intake.ChangedFeatures;
import io.headrace.features.app.intake.FeatureListener;
import io.headrace.features.app.labelling.JoinListener.Count;
import io.headrace.features.app.lookup.EntityOwners;
import io.headrace.features.app.spread.Timing;
import io.headrace.features.engine.KeptFeatures;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.KnownEnds;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.time.PartitionClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The feature topology in a test driver, with a registry of its own. */
final class FeatureDriver implements AutoCloseable {

    private static final String CLEAN = "payments.clean";
    private static final String LABELS = "payments.labels";
    private static final Instant WALL_CLOCK = Instant.parse("2026-06-01T00:00:00Z");

    private final AvroSerdes serdes =
            AvroSerdes.of(Map.of("schema.registry.url", "mock://features-" + UUID.randomUUID()));
    private final Map<String, Long> sent = new HashMap<>();
    private final Heard heard = new Heard();
    private final FeatureRecords records;
    private final Topology topology;
    private final TopologyTestDriver driver;
    private final EntityOwners kept;
    private final TestInputTopic<byte[], byte[]> clean;
    private final TestInputTopic<byte[], byte[]> labels;
    private final Map<String, TestInputTopic<byte[], byte[]>> references = new HashMap<>();
    private final TestOutputTopic<String, GenericRecord> rows;
    private final TestOutputTopic<String, GenericRecord> examples;
    private final TestOutputTopic<byte[], byte[]> quarantine;

    /** How the topology is laid out. A test driver has one partition of everything, also where it is spread. */
    enum Wiring {
        ONE_TASK,
        SPREAD
    }

    FeatureDriver(PipelineDefinition definition, Wiring wiring) {
        this(definition, wiring, false);
    }

    /** One that reads the history topic, too. */
    static FeatureDriver withHistory(PipelineDefinition definition) {
        return new FeatureDriver(definition, Wiring.ONE_TASK, true);
    }

    static FeatureDriver spreadWithHistory(PipelineDefinition definition) {
        return new FeatureDriver(definition, Wiring.SPREAD, true);
    }

    private FeatureDriver(PipelineDefinition definition, Wiring wiring, boolean history) {
        Properties properties = properties();
        records = new FeatureRecords(definition);
        Timing timing = new Timing(
                false,
                new Announcer.Rule(Optional.of(Duration.ofMillis(100)), Duration.ofMillis(100)),
                new KnownEnds(input -> sent.getOrDefault(input.topic(), 0L)));
        FeatureTopology.Layout layout = new FeatureTopology.Layout(1, Duration.ofMinutes(1), timing, history);
        kept = new EntityOwners(definition, 1);
        topology = switch (wiring) {
            case ONE_TASK -> FeatureTopology.build(definition, serdes, layout, heard, kept, properties);
            case SPREAD -> FeatureTopology.buildSpread(definition, serdes, layout, heard, kept, properties);
        };
        driver = new TopologyTestDriver(topology, properties, WALL_CLOCK);
        clean = input(CLEAN);
        labels = input(LABELS);
        definition.references().forEach(reference -> references.put(reference.name(), input(topic(reference.name()))));
        rows = driver.createOutputTopic(
                "payments.features",
                new StringDeserializer(),
                serdes.generic(records.schemas().features()).deserializer());
        examples = driver.createOutputTopic(
                "payments.examples",
                new StringDeserializer(),
                serdes.generic(records.schemas().example()).deserializer());
        quarantine = driver.createOutputTopic(
                "payments.quarantine", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** What the tasks keep of entities. */
    KeptFeatures kept() {
        return kept;
    }

    /** The topology of the app, with so many partitions. */
    static String describe(PipelineDefinition definition, int partitions) {
        Timing timing =
                new Timing(false, new Announcer.Rule(Optional.empty(), Duration.ofMillis(50)), new KnownEnds(_ -> 0L));
        return FeatureTopology.build(
                        definition,
                        AvroSerdes.of(Map.of("schema.registry.url", "mock://described")),
                        new FeatureTopology.Layout(partitions, Duration.ofMinutes(1), timing),
                        FeatureListener.NONE,
                        new EntityOwners(definition, partitions),
                        new Properties())
                .describe()
                .toString();
    }

    String description() {
        return topology.describe().toString();
    }

    void pay(GenericRecord payment) {
        send(CLEAN, clean, text(payment.get("txId")), encode(CLEAN, payment), (Long) payment.get("at"));
    }

    void label(GenericRecord label) {
        send(LABELS, labels, text(label.get("txId")), encode(LABELS, label), (Long) label.get("labelledAt"));
    }

    void past(GenericRecord payment) {
        ByteBuffer event = ByteBuffer.wrap(encode(CLEAN, payment));
        sendHistory(text(payment.get("txId")), encode(history(), new Past(new PastEvent(event))));
    }

    /** A label of the past, with the event's entities by stage. */
    void pastLabel(String id, long eventTime, long knownAt, Map<String, String> entities, double label) {
        Past past = new Past(new PastLabel(id, eventTime, knownAt, entities, label));
        sendHistory(text(id), encode(history(), past));
    }

    void sendHistory(byte[] key, byte[] value) {
        send(history(), input(history()), key, value, 0);
    }

    private String history() {
        return "payments.history." + records.meaning().hash();
    }

    private byte[] encode(String topic, Past past) {
        return serdes.specific(Past.class).serializer().serialize(topic, past);
    }

    /** @param row {@code null} where the row is gone */
    void change(String reference, String key, long at, @Nullable GenericRecord row) {
        sendReference(
                reference,
                key.getBytes(StandardCharsets.UTF_8),
                row == null ? null : encode(topic(reference), row),
                at);
    }

    void sendReference(String reference, byte @Nullable [] key, byte @Nullable [] value, long at) {
        send(topic(reference), Objects.requireNonNull(references.get(reference)), key, value, at);
    }

    private static String topic(String reference) {
        return "payments.reference." + reference;
    }

    /** So many payments of nobody's that event time follows; their own labels never come. */
    void passTimeTo(long at) {
        for (int i = 0; i <= PartitionClock.STRAYS; i++) {
            pay(Payments.payment("time-" + at + "-" + i, at, "nobody", "nowhere", 1));
        }
        settle();
    }

    /** What waits for its turn gets it: nothing comes for a while. */
    void settle() {
        for (int i = 0; i < 16; i++) {
            driver.advanceWallClockTime(Announcer.TICK);
        }
    }

    /** In steps, as of a process that is awake. */
    void passWallClock(Duration by) {
        settle();
        Duration step = Duration.ofMinutes(1);
        for (Duration left = by; left.isPositive(); left = left.minus(step)) {
            driver.advanceWallClockTime(left.compareTo(step) < 0 ? left : step);
        }
    }

    void sendClean(byte @Nullable [] key, byte @Nullable [] value) {
        send(CLEAN, clean, key, value, Payments.NOON);
    }

    void sendLabel(byte @Nullable [] key, byte @Nullable [] value) {
        send(LABELS, labels, key, value, Payments.NOON);
    }

    byte[] encode(String topic, GenericRecord value) {
        return serdes.generic(value.getSchema()).serializer().serialize(topic, value);
    }

    List<TestRecord<String, GenericRecord>> rowRecords() {
        settle();
        return rows.readRecordsToList();
    }

    /** Without those of {@link #passTimeTo}. */
    List<FeatureRow> rows() {
        settle();
        return rows.readValuesToList().stream()
                .map(records::toRow)
                .filter(row -> !row.eventId().startsWith("time-"))
                .toList();
    }

    List<TestRecord<String, GenericRecord>> exampleRecords() {
        settle();
        return examples.readRecordsToList();
    }

    /** Without those of {@link #passTimeTo}. */
    List<Example> examples() {
        settle();
        return examples.readValuesToList().stream()
                .map(records::toExample)
                .filter(example -> !example.row().eventId().startsWith("time-"))
                .toList();
    }

    double value(FeatureRow row, String feature) {
        return row.values().numeric()[records.signature().numeric().indexOf(feature)];
    }

    List<TestRecord<byte[], byte[]>> quarantine() {
        return quarantine.readRecordsToList();
    }

    long count(Count count) {
        settle();
        return heard.counts.getOrDefault(count, 0L);
    }

    Heard heard() {
        settle();
        return heard;
    }

    @Override
    public void close() {
        driver.close();
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void send(
            String name,
            TestInputTopic<byte[], byte[]> topic,
            byte @Nullable [] key,
            byte @Nullable [] value,
            long at) {
        sent.merge(name, 1L, Long::sum);
        topic.pipeInput(new TestRecord<>(key, value, new RecordHeaders(), Instant.ofEpochMilli(at)));
    }

    private static byte[] text(Object id) {
        return id.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "features-test-" + UUID.randomUUID());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return properties;
    }

    /** What the listener heard. */
    static final class Heard implements FeatureListener {

        final Map<Count, Long> counts = new EnumMap<>(Count.class);
        final Map<Input, Long> read = new EnumMap<>(Input.class);
        final Map<Input, Long> quarantined = new EnumMap<>(Input.class);
        final List<ChangedFeatures> changes = new ArrayList<>();
        long rowsMade;
        long rowsWaiting;
        long labelsWaiting;

        @Override
        public void read(Input input) {
            read.merge(input, 1L, Long::sum);
        }

        @Override
        public void quarantined(Input input, String rule) {
            quarantined.merge(input, 1L, Long::sum);
        }

        @Override
        public void rowMade() {
            rowsMade++;
        }

        @Override
        public void joined(Count count) {
            counts.merge(count, 1L, Long::sum);
        }

        @Override
        public void waiting(int partition, long rows, long labels) {
            rowsWaiting = rows;
            labelsWaiting = labels;
        }

        @Override
        public void held(Place place, int partition, long items) {}

        @Override
        public void changed(ChangedFeatures features) {
            changes.add(features);
        }

        @Override
        public void released(int partition) {}
    }
}
