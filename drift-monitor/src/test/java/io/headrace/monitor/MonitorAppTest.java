package io.headrace.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.embedded.EmbeddedBroker;
import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.DriftStatistic;
import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.avro.RegistryRecord;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.Meaning;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.testing.Waits;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app as it runs: a real broker, exactly-once, the registry's topic, the example's definition. */
class MonitorAppTest {

    private static final long MINUTE = 60_000;

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    private final String registry = "mock://monitor-app-" + UUID.randomUUID();
    private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registry));
    private final RandomGenerator random = new SplittableRandom(1);

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void startedAgainAmidAWindowItGoesOnCounting() {
        try (ApplicationContext app = start()) {
            publish(app.getBean(PipelineDefinition.class));
            send(rows(app.getBean(PipelineDefinition.class), 0, 1500));
            await().until(() -> watched(app) >= 1500);
        }
        try (ApplicationContext app = start()) {
            send(rows(app.getBean(PipelineDefinition.class), 1500, 2001));
            await().untilAsserted(() -> assertThat(reports()).hasSize(1));
        }

        DriftReport report = reports().getFirst();
        assertThat(report.getModel()).isEqualTo("payments@1");
        assertThat(report.getRows()).isEqualTo(2000);
        assertThat(report.getDrifted()).isFalse();
        assertThat(report.getStatistics().stream().map(DriftStatistic::getFeature))
                .contains("amount", "channel");
    }

    private ApplicationContext start() {
        ApplicationContext context = ApplicationContext.run(Map.of(
                "micronaut.server.port",
                -1,
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "schema.registry.url",
                registry,
                "headrace.pipeline",
                "../examples/payments/payments.yaml",
                "headrace.partitions",
                1,
                "headrace.monitor.cycle",
                "PT0S",
                "headrace.state-dir",
                directory.resolve("state").toString()));
        context.getBean(EmbeddedServer.class).start();
        HeadraceApp monitor = context.getBean(MonitorApp.class);
        await().untilAsserted(() -> assertThat(monitor.state()).isEqualTo(new AppState.Running()));
        return context;
    }

    private static double watched(ApplicationContext app) {
        return app.getBean(MeterRegistry.class)
                .get("headrace.monitor.rows")
                .tag("watched", "true")
                .counter()
                .count();
    }

    /** A version whose features mean what they mean in the definition. */
    private void publish(PipelineDefinition definition) {
        ModelVersion version = TestPipeline.version(1, 10);
        Lineage lineage = Lineage.newBuilder(version.getLineage())
                .setFeatureMeanings(Meaning.of(definition).features())
                .build();
        RegistryRecord record = new RegistryRecord(
                "trainer",
                Instant.EPOCH,
                "it is better",
                ModelVersion.newBuilder(version).setLineage(lineage).build());
        byte[] value = serdes.specific(RegistryRecord.class).serializer().serialize(Topics.MODELS, record);
        send(List.of(new ProducerRecord<>(Topics.MODELS, "payments/version/1", value)));
    }

    private List<ProducerRecord<String, byte[]>> rows(PipelineDefinition definition, int from, int until) {
        FeatureRecords records = new FeatureRecords(definition);
        List<ProducerRecord<String, byte[]>> sent = new ArrayList<>();
        for (int i = from; i < until; i++) {
            FeatureValues drawn = TestPipeline.values(10, random);
            double[] numeric = new double[records.signature().numeric().size()];
            Arrays.fill(numeric, Double.NaN);
            numeric[records.signature().numeric().indexOf("amount")] = drawn.numeric()[0];
            FeatureRow row = new FeatureRow(
                    "p" + i, TestPipeline.NOON + i * MINUTE, Map.of(), new FeatureValues(numeric, drawn.categorical()));
            double score = random.nextDouble();
            Prediction prediction = new Prediction(
                    row.eventId(),
                    Instant.ofEpochMilli(row.eventTime()),
                    "payments",
                    "payments@1",
                    "false",
                    score,
                    Map.of(),
                    "");
            sent.add(record(
                    "payments.features",
                    row,
                    serdes.generic(records.schemas().features())
                            .serializer()
                            .serialize("payments.features", records.toRecord(row))));
            sent.add(record(
                    "payments.predictions",
                    row,
                    serdes.specific(Prediction.class).serializer().serialize("payments.predictions", prediction)));
        }
        return sent;
    }

    private static ProducerRecord<String, byte[]> record(String topic, FeatureRow row, byte[] value) {
        return new ProducerRecord<>(topic, null, row.eventTime(), row.eventId(), value);
    }

    private static void send(List<ProducerRecord<String, byte[]>> records) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            assertThat(sent).allSatisfy(record -> assertThat(record).succeedsWithin(Waits.SAFETY_NET));
        }
    }

    /** All committed reports. */
    private List<DriftReport> reports() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition("payments.drift", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            List<DriftReport> reports = new ArrayList<>();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    reports.add(serdes.specific(DriftReport.class)
                            .deserializer()
                            .deserialize("payments.drift", record.value()));
                }
            }
            return reports;
        }
    }
}
