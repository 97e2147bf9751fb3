package io.headrace.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.embedded.EmbeddedBroker;
import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.quarantine.QuarantineRecord;
import io.headrace.schemas.quarantine.Quarantined;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.testing.Waits;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
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

/** The app as it runs: a real broker, exactly-once, the example's definition. */
class CleaningAppTest {

    private static final long MINUTE = 60_000;

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    private final String registry = "mock://cleaning-app-" + UUID.randomUUID();
    private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registry));

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void startedAgainItStillKnowsDuplicatesAndEveryRecordHasOneOutcome() {
        List<ProducerRecord<String, byte[]>> first = new ArrayList<>();
        Schema schema;
        try (ApplicationContext app = start()) {
            schema = app.getBean(PipelineDefinition.class).events().schema();
            for (int i = 0; i < 100; i++) {
                first.add(payment(schema, "p" + i, Payments.NOON + i * MINUTE));
            }
            send(first);
            send(List.of(new ProducerRecord<>("payments.raw", "poison", "poison".getBytes(StandardCharsets.UTF_8))));
            await().untilAsserted(() -> assertThat(read("payments.clean")).hasSize(100));
        }
        long inTheFuture = Instant.parse("2099-01-01T00:00:00Z").toEpochMilli();
        try (ApplicationContext app = start()) {
            send(first);
            send(List.of(payment(schema, "stray", inTheFuture), payment(schema, "last", Payments.NOON + 100 * MINUTE)));
            await().untilAsserted(() -> assertThat(read("payments.clean")).hasSize(101));
            MeterRegistry meters = app.getBean(MeterRegistry.class);
            assertThat(meters.get("headrace.cleaning.received").counter().count())
                    .isEqualTo(102);
            assertThat(meters.get("headrace.cleaning.records")
                            .tag("outcome", "duplicate")
                            .counter()
                            .count())
                    .isEqualTo(100);
        }

        assertThat(read("payments.clean").getLast().timestamp()).isEqualTo(Payments.NOON + 100 * MINUTE);
        // The broker says when a record came, whatever its producer says.
        assertThat(read("payments.quarantine").stream()
                        .map(record -> Quarantined.read(record.headers()).orElseThrow())
                        .map(Quarantined::rule))
                .containsExactly("not-avro", "ahead-of-time");
        assertThat(read("payments.quarantine").getFirst().value()).isEqualTo("poison".getBytes(StandardCharsets.UTF_8));
    }

    /** A producer that compresses can put what is many times a batch's limit into one. */
    @Test
    void recordsOfAnySizeHaveAnOutcomeAndTheAppGoesOn() throws IOException {
        try (ApplicationContext app = start(pipeline("sizes"), 1)) {
            Schema schema = app.getBean(PipelineDefinition.class).events().schema();
            byte[] random = new byte[1_048_400];
            new Random(1).nextBytes(random);
            byte[] large = new byte[20 << 20];
            send(List.of(
                    new ProducerRecord<>("sizes.raw", "full", random),
                    new ProducerRecord<>("sizes.raw", "large", large),
                    new ProducerRecord<>("sizes.raw", "k".repeat(10 << 20), "x".getBytes(StandardCharsets.UTF_8)),
                    payment("sizes.raw", schema, "p".repeat(600_000), Payments.NOON),
                    payment("sizes.raw", schema, "q".repeat(3 << 20), Payments.NOON),
                    payment("sizes.raw", schema, "last", Payments.NOON)));

            await().untilAsserted(() -> assertThat(read("sizes.clean")).hasSize(2));
            List<ConsumerRecord<String, byte[]>> quarantined = read("sizes.quarantine");
            assertThat(quarantined.stream()
                            .map(record -> Quarantined.read(record.headers())
                                    .orElseThrow()
                                    .rule()))
                    .containsExactly("not-avro", "too-large", "too-large", "too-large");
            assertThat(quarantined.getFirst().value()).isEqualTo(random);
            assertThat(quarantined.get(1).value()).hasSize(QuarantineRecord.HEAD_BYTES);
            assertThat(quarantined
                            .get(1)
                            .headers()
                            .lastHeader(QuarantineRecord.SIZE)
                            .value())
                    .asString()
                    .isEqualTo("" + large.length);
            assertThat(quarantined.get(2).key()).hasSize(QuarantineRecord.HEAD_BYTES);
        }
    }

    /** Other clients' partitioners are not Java's. */
    @Test
    void aCleanEventIsInThePartitionOfItsRawRecord() throws IOException {
        try (ApplicationContext app = start(pipeline("spread"), 3)) {
            Schema schema = app.getBean(PipelineDefinition.class).events().schema();
            List<ProducerRecord<String, byte[]>> payments = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                ProducerRecord<String, byte[]> payment = payment("spread.raw", schema, "p" + i, Payments.NOON + i);
                payments.add(new ProducerRecord<>("spread.raw", i % 3, payment.key(), payment.value()));
            }
            send(payments);

            for (int partition = 0; partition < 3; partition++) {
                TopicPartition one = new TopicPartition("spread.clean", partition);
                List<String> expected = IntStream.iterate(partition, i -> i < 30, i -> i + 3)
                        .mapToObj(i -> "p" + i)
                        .toList();
                await().untilAsserted(() ->
                        assertThat(read(one).stream().map(ConsumerRecord::key)).isEqualTo(expected));
            }
        }
    }

    /** The example under another name, beside its schema. */
    private static Path pipeline(String name) throws IOException {
        Path example = Path.of("../../examples/payments");
        Path copy = Files.createDirectories(directory.resolve(name));
        Files.copy(example.resolve("payment.avsc"), copy.resolve("payment.avsc"));
        String definition = Files.readString(example.resolve("payments.yaml"));
        return Files.writeString(
                copy.resolve("pipeline.yaml"), definition.replace("pipeline: payments", "pipeline: " + name));
    }

    private ApplicationContext start() {
        return start(Path.of("../../examples/payments/payments.yaml"), 1);
    }

    private ApplicationContext start(Path pipeline, int partitions) {
        ApplicationContext context = ApplicationContext.run(Map.of(
                "micronaut.server.port",
                -1,
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "schema.registry.url",
                registry,
                "headrace.pipeline",
                pipeline.toString(),
                "headrace.partitions",
                partitions,
                "headrace.state-dir",
                directory.resolve("state").toString()));
        context.getBean(EmbeddedServer.class).start();
        HeadraceApp cleaning = context.getBean(HeadraceApp.class, Qualifiers.byName("cleaning"));
        await().untilAsserted(() -> assertThat(cleaning.state()).isEqualTo(new AppState.Running()));
        return context;
    }

    private ProducerRecord<String, byte[]> payment(Schema schema, String id, long at) {
        return payment("payments.raw", schema, id, at);
    }

    private ProducerRecord<String, byte[]> payment(String topic, Schema schema, String id, long at) {
        GenericRecord payment = new GenericData.Record(schema);
        payment.put("txId", id);
        payment.put("at", at);
        payment.put("customerId", "c1");
        payment.put("terminalId", "t1");
        payment.put("amount", 12.5);
        payment.put("currency", "eur");
        byte[] value = serdes.generic(schema).serializer().serialize(topic, payment);
        return new ProducerRecord<>(topic, null, at, id, value);
    }

    private static void send(List<ProducerRecord<String, byte[]>> records) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "compression.type",
                        "zstd",
                        "max.request.size",
                        64 << 20,
                        "buffer.memory",
                        128 << 20),
                new StringSerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            assertThat(sent).allSatisfy(record -> assertThat(record).succeedsWithin(Waits.SAFETY_NET));
        }
    }

    /** All committed records of a topic with one partition. */
    private static List<ConsumerRecord<String, byte[]>> read(String topic) {
        return read(new TopicPartition(topic, 0));
    }

    private static List<ConsumerRecord<String, byte[]>> read(TopicPartition partition) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }
}
