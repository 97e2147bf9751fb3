package io.headrace.monitor.topology;

import io.headrace.monitor.TestPipeline;
import io.headrace.monitor.avro.PendingEvents;
import io.headrace.monitor.join.Pacing;
import io.headrace.monitor.reference.ReferenceDistribution;
import io.headrace.monitor.stored.SingleObject;
import io.headrace.monitor.watch.MonitorListener;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.KnownEnds;
import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The monitor's topology of the test pipeline in a test driver: models 1 and 2 exist, one event a minute comes. */
final class MonitorDriver implements AutoCloseable {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final Map<String, ReferenceDistribution> MODELS = Map.of(
            "payments@1", TestPipeline.reference(1, 10),
            "payments@2", TestPipeline.reference(2, 16),
            "payments@3", TestPipeline.reference(3, 10),
            "payments@4", TestPipeline.reference(4, 10),
            "payments@5", TestPipeline.reference(5, 10));

    /** From an event to when silence is taken for its label: within and lateness of the test pipeline. */
    private static final long MATURING = Duration.ofDays(8).plusMinutes(10).toMillis();

    private final PipelineDefinition definition = TestPipeline.definition();
    private final FeatureRecords records = new FeatureRecords(definition);
    private final AvroSerdes serdes =
            AvroSerdes.of(Map.of("schema.registry.url", "mock://monitor-" + UUID.randomUUID()));
    private final Topology topology = topology(definition, serdes, 1);
    private final TopologyTestDriver driver = new TopologyTestDriver(topology, properties());
    private final TestInputTopic<String, byte[]> features = input("payments.features");
    private final TestInputTopic<String, byte[]> predictions = input("payments.predictions");
    private final TestInputTopic<String, byte[]> examples = input("payments.examples");
    private final RandomGenerator random = new SplittableRandom(11);
    private final Deque<FeatureRow> silent = new ArrayDeque<>();
    private long now = TestPipeline.NOON;
    private int events;

    /** @param partitions of the topics that are read */
    static String description(int partitions) {
        return topology(
                        TestPipeline.definition(),
                        AvroSerdes.of(Map.of("schema.registry.url", "mock://monitor-" + UUID.randomUUID())),
                        partitions)
                .describe()
                .toString();
    }

    private static Topology topology(PipelineDefinition definition, AvroSerdes serdes, int partitions) {
        return MonitorTopology.build(
                new MonitorTopology.Setting(
                        definition,
                        serdes,
                        model -> Optional.ofNullable(MODELS.get(model)),
                        Duration.ZERO,
                        new Pacing(
                                partitions,
                                new Announcer.Rule(Optional.of(Duration.ofMillis(100)), Duration.ofMillis(100)),
                                new KnownEnds(_ -> 0))),
                MonitorListener.NONE,
                properties());
    }

    long now() {
        return now;
    }

    /** So many rows and their predictions, in turn first the one, then the other. */
    void rows(int count, String model, double meanAmount) {
        for (int i = 0; i < count; i++) {
            FeatureRow row = row(TestPipeline.values(meanAmount, random));
            if (i % 2 == 0) {
                sendRow(row);
                sendPrediction(row, model, random.nextDouble());
            } else {
                sendPrediction(row, model, random.nextDouble());
                sendRow(row);
            }
        }
    }

    /** So many rows that all have one channel, with their predictions. */
    void rowsOfOneChannel(int count, String model, double meanAmount) {
        for (int i = 0; i < count; i++) {
            double[] amounts = TestPipeline.values(meanAmount, random).numeric();
            FeatureRow row = row(new FeatureValues(amounts, new String[] {"online"}));
            sendRow(row);
            sendPrediction(row, model, random.nextDouble());
        }
    }

    /**
     * So many predictions of long ago whose labels count now; every tenth is a positive, given a day after its event.
     *
     * @param separation by how much positives' scores are higher
     */
    void labelled(int count, String model, double separation) {
        for (int i = 0; i < count; i++) {
            boolean positive = i % 10 == 0;
            FeatureRow row = row(TestPipeline.values(10, random), MATURING);
            double score = Math.min(1, random.nextDouble() / 2 + (positive ? separation : 0));
            label(row, positive);
            sendPrediction(row, model, score);
        }
    }

    /** So many rows with their predictions, while labels come for predictions made so long before. */
    void rowsWithOldLabels(int count, String model, double meanAmount, Duration age) {
        for (int i = 0; i < count; i++) {
            FeatureRow old = new FeatureRow(
                    "old-" + events++, now - age.toMillis(), Map.of(), TestPipeline.values(meanAmount, random));
            boolean positive = i % 10 == 0;
            sendPrediction(old, model, random.nextDouble() / 2 + (positive ? 0.5 : 0));
            rows(1, model, meanAmount);
            label(old, positive);
        }
    }

    /**
     * So many rows with predictions by chance. Every fourth is a positive whose label is there at once, as where history is loaded with its labels; the others'
     * silence is noticed when it is over.
     *
     * @param labelsLast whether the topic of labels is read when the others have been read; otherwise all are read at once, and now and then nothing comes
     *     for a while by the wall clock
     */
    void rowsWithLabelsReadAhead(int count, String model, boolean labelsLast) {
        List<Runnable> labels = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            FeatureRow row = row(TestPipeline.values(10, random));
            boolean positive = i % 4 == 0;
            sendRow(row);
            sendPrediction(row, model, random.nextDouble());
            if (positive) {
                labels.add(() -> label(row, true));
            } else {
                silent.add(row);
            }
            while (!silent.isEmpty() && silent.peek().eventTime() + MATURING <= now) {
                FeatureRow over = silent.remove();
                labels.add(() -> label(over, false));
            }
            if (!labelsLast) {
                labels.forEach(Runnable::run);
                labels.clear();
                if (i % 500 == 0) {
                    settle();
                }
            }
        }
        labels.forEach(Runnable::run);
    }

    void poison(String topic) {
        input(topic).pipeInput("t-poison", new byte[] {1, 2, 3});
    }

    void unpairedPrediction(String model) {
        sendPrediction(row(TestPipeline.values(10, random)), model, 0.5);
    }

    void passTime(Duration time) {
        now += time.toMillis();
    }

    List<DriftReport> reports() {
        return output("payments.drift", serdes.specific(DriftReport.class).deserializer())
                .readValuesToList();
    }

    List<TestRecord<String, Alert>> alerts() {
        return output("payments.alerts", serdes.specific(Alert.class).deserializer())
                .readRecordsToList();
    }

    List<RetrainRequest> requests() {
        return output("payments.retrain", serdes.specific(RetrainRequest.class).deserializer())
                .readValuesToList();
    }

    List<TestRecord<String, byte[]>> quarantine() {
        return output("payments.quarantine", new ByteArrayDeserializer()).readRecordsToList();
    }

    /** Entries of a section of what a task remembers. */
    long entries(String store, String section) {
        settle();
        long entries = 0;
        Optional<CommitStore> found = ((TaskStore) driver.getStateStore(store)).copy(section);
        if (found.isPresent()) {
            try (KeyValueIterator<Bytes, byte[]> all = found.get().range(null, null)) {
                while (all.hasNext()) {
                    all.next();
                    entries++;
                }
            }
        }
        return entries;
    }

    /** Events that wait for a counterpart. */
    long waiting() {
        settle();
        CommitStore pages = ((TaskStore) driver.getStateStore("join")).values("pending");
        SingleObject<PendingEvents> format = new SingleObject<>(PendingEvents.class);
        long events = 0;
        try (KeyValueIterator<Bytes, byte[]> all = pages.range(null, null)) {
            while (all.hasNext()) {
                events += format.read(all.next().value).getEvents().size();
            }
        }
        return events;
    }

    @Override
    public void close() {
        driver.close();
    }

    private FeatureRow row(FeatureValues values) {
        return row(values, 0);
    }

    private FeatureRow row(FeatureValues values, long ageMillis) {
        now += MINUTE;
        return new FeatureRow("t-" + events++, now - ageMillis, Map.of(), values);
    }

    private void sendRow(FeatureRow row) {
        byte[] value = serdes.generic(records.schemas().features())
                .serializer()
                .serialize("payments.features", records.toRecord(row));
        features.pipeInput(row.eventId(), value, row.eventTime());
    }

    private void sendPrediction(FeatureRow row, String model, double score) {
        Prediction prediction = new Prediction(
                row.eventId(),
                Instant.ofEpochMilli(row.eventTime()),
                "payments",
                model,
                score < 0.5 ? "false" : "true",
                score,
                Map.of("false", 1 - score, "true", score),
                "");
        predictions.pipeInput(
                row.eventId(),
                serdes.specific(Prediction.class).serializer().serialize("payments.predictions", prediction),
                row.eventTime());
    }

    private void label(FeatureRow row, boolean positive) {
        Example example = new Example(
                row,
                new Label.Category(Boolean.toString(positive)),
                row.eventTime() + (positive ? Duration.ofDays(1).toMillis() : MATURING),
                positive ? Example.LabelSource.GIVEN : Example.LabelSource.SILENCE);
        examples.pipeInput(
                row.eventId(),
                serdes.generic(records.schemas().example())
                        .serializer()
                        .serialize("payments.examples", records.toRecord(example)),
                example.labelTime());
    }

    /** Lets all that waits go on: nothing more comes for a while. */
    private void settle() {
        for (int tick = 0; tick < 12; tick++) {
            driver.advanceWallClockTime(Announcer.TICK);
        }
    }

    private TestInputTopic<String, byte[]> input(String topic) {
        return driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
    }

    private <T> TestOutputTopic<String, T> output(String topic, Deserializer<T> values) {
        settle();
        return driver.createOutputTopic(topic, new StringDeserializer(), values);
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "monitor-test-" + UUID.randomUUID());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return properties;
    }
}
