package io.headrace.monitor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.embedded.EmbeddedBroker;
import io.headrace.monitor.TestPipeline;
import io.headrace.monitor.join.Pacing;
import io.headrace.monitor.reference.ReferenceDistribution;
import io.headrace.monitor.watch.MonitorListener;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.KnownEnds;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicCreator;
import io.headrace.schemas.topics.Topics;
import io.headrace.testing.Waits;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The topology on a real broker, exactly-once. Faults at any record, between commits, take back what was not committed, in
 * the stores as in memory: what is found is the same, each once.
 */
class FaultsTest {

    private static final int EVENTS = 3000;
    private static final int FAULTS = 3;
    private static final long TEN_MINUTES = 600_000;
    private static final long MATURING = Duration.ofDays(8).plusMinutes(10).toMillis();

    private final PipelineDefinition definition = TestPipeline.definition();
    private final AvroSerdes serdes =
            AvroSerdes.of(Map.of("schema.registry.url", "mock://monitor-faults-" + UUID.randomUUID()));
    private final Map<String, ReferenceDistribution> models = Map.of("payments@1", TestPipeline.reference(1, 10));

    private static final List<String> INPUTS =
            List.of("payments.features", "payments.predictions", "payments.examples");
    private static final List<String> OUTPUTS = List.of("payments.drift", "payments.alerts", "payments.retrain");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whatIsFoundIsTheSameWithFaultsAndWithout(int partitions) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicCreator.create(admin, new Topics(definition.pipeline()).all(partitions, (short) 1));
            send(broker.bootstrapServers());

            run(
                    broker,
                    partitions,
                    MonitorListener.NONE,
                    "undisturbed",
                    () -> isDone(admin, "undisturbed") && reports(broker) == windows(partitions));
            Map<String, List<String>> undisturbed = found(broker.bootstrapServers());
            AtomicInteger faults = new AtomicInteger();
            run(
                    broker,
                    partitions,
                    failing(faults),
                    "disturbed",
                    () -> faults.get() == FAULTS
                            && isDone(admin, "disturbed")
                            && reports(broker) == 2 * windows(partitions));

            Map<String, List<String>> both = found(broker.bootstrapServers());
            assertThat(undisturbed.get("payments.alerts")).isNotEmpty();
            undisturbed.forEach((topic, once) -> {
                List<String> twice = new ArrayList<>(once);
                twice.addAll(once);
                assertThat(both.get(topic)).as(topic).isEqualTo(twice);
            });
        }
    }

    /** No source is ever idle here: of several, each holds the others' last hundred rows up, and with them the last window. */
    private static int windows(int partitions) {
        int whole = EVENTS / TestPipeline.WINDOW - 1;
        return partitions == 1 ? whole : whole - 1;
    }

    /** What is read to its end may still wait for its turn, so how much came of it is part of being done. */
    private int reports(EmbeddedBroker broker) {
        return found(broker.bootstrapServers()).get("payments.drift").size();
    }

    /** Fails at rows and labels that chance picks, so many times in all; a fault ends the thread, and another begins. */
    private static MonitorListener failing(AtomicInteger faults) {
        RandomGenerator random = new SplittableRandom(3);
        InvocationHandler fault = (_, method, _) -> {
            if (List.of("row", "label").contains(method.getName())
                    && faults.get() < FAULTS
                    && random.nextInt(400) == 0) {
                faults.incrementAndGet();
                throw new IllegalStateException("a fault");
            }
            return null;
        };
        return (MonitorListener) Proxy.newProxyInstance(
                MonitorListener.class.getClassLoader(), new Class<?>[] {MonitorListener.class}, fault);
    }

    private void run(
            EmbeddedBroker broker,
            int partitions,
            MonitorListener listener,
            String application,
            Callable<Boolean> isDone) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        config.put(
                StreamsConfig.STATE_DIR_CONFIG, directory.resolve(application).toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.TRANSACTIONAL_STATE_STORES_CONFIG, true);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 150);
        config.put(StreamsConfig.POLL_MS_CONFIG, 20);
        // The least that a broker allows: so long a thread that ended is waited for.
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
        MonitorTopology.Setting setting = new MonitorTopology.Setting(
                definition,
                serdes,
                model -> Optional.ofNullable(models.get(model)),
                Duration.ZERO,
                new Pacing(
                        partitions,
                        new Announcer.Rule(Optional.empty(), Duration.ofMillis(50)),
                        new KnownEnds(_ -> 0)));
        try (KafkaStreams streams = new KafkaStreams(MonitorTopology.build(setting, listener, config), config)) {
            streams.setUncaughtExceptionHandler(_ -> StreamThreadExceptionResponse.REPLACE_THREAD);
            streams.start();
            await().dontCatchUncaughtExceptions()
                    .pollInterval(Duration.ofMillis(250))
                    .during(Duration.ofSeconds(2))
                    .until(isDone);
        }
    }

    /** Whether an application has read and committed all there is, in the internal topic too. */
    private static boolean isDone(Admin admin, String application) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(application)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (String topic : admin.listTopics().names().get()) {
            if (INPUTS.contains(topic) || (topic.startsWith(application) && topic.endsWith("-repartition"))) {
                admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic)
                        .partitions()
                        .forEach(one -> ends.put(new TopicPartition(topic, one.partition()), OffsetSpec.latest()));
            }
        }
        return admin.listOffsets(ends).all().get().entrySet().stream()
                .allMatch(end -> end.getValue().offset() == 0
                        || (committed.get(end.getKey()) != null
                                && committed.get(end.getKey()).offset()
                                        == end.getValue().offset()));
    }

    private void send(String address) {
        // To a topic this new a second batch may be taken before the first, which is refused for good then.
        Map<String, Object> config = Map.of("bootstrap.servers", address, "max.in.flight.requests.per.connection", 1);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    records().stream().map(producer::send).toList();
            assertThat(sent).allSatisfy(record -> assertThat(record).succeedsWithin(Waits.SAFETY_NET));
        }
    }

    /** A feature moves after half of the events, and scores become worthless. */
    private List<ProducerRecord<String, byte[]>> records() {
        FeatureRecords form = new FeatureRecords(definition);
        RandomGenerator random = new SplittableRandom(5);
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        List<ProducerRecord<String, byte[]>> labels = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            FeatureRow row = new FeatureRow(
                    "e" + i,
                    TestPipeline.NOON + i * TEN_MINUTES,
                    Map.of(),
                    TestPipeline.values(i < EVENTS / 2 ? 10 : 30, random));
            boolean isPositive = random.nextInt(10) == 0;
            double score = Math.min(1, random.nextDouble() / 2 + (isPositive && i < EVENTS / 4 ? 0.5 : 0));
            records.add(record(
                    "payments.features",
                    row,
                    row.eventTime(),
                    serdes.generic(form.schemas().features())
                            .serializer()
                            .serialize("payments.features", form.toRecord(row))));
            records.add(record(
                    "payments.predictions",
                    row,
                    row.eventTime(),
                    serdes.specific(Prediction.class)
                            .serializer()
                            .serialize("payments.predictions", prediction(row, score))));
            Example example = new Example(
                    row,
                    new Label.Category(Boolean.toString(isPositive)),
                    row.eventTime() + (isPositive ? TEN_MINUTES : MATURING),
                    isPositive ? Example.LabelSource.GIVEN : Example.LabelSource.SILENCE);
            labels.add(record(
                    "payments.examples",
                    row,
                    example.labelTime(),
                    serdes.generic(form.schemas().example())
                            .serializer()
                            .serialize("payments.examples", form.toRecord(example))));
        }
        labels.sort(Comparator.comparing(ProducerRecord::timestamp));
        records.addAll(labels);
        return records;
    }

    private static Prediction prediction(FeatureRow row, double score) {
        return new Prediction(
                row.eventId(),
                Instant.ofEpochMilli(row.eventTime()),
                "payments",
                "payments@1",
                score < 0.5 ? "false" : "true",
                score,
                Map.of("false", 1 - score, "true", score),
                "");
    }

    private static ProducerRecord<String, byte[]> record(String topic, FeatureRow row, long time, byte[] value) {
        return new ProducerRecord<>(topic, null, time, row.eventId(), value);
    }

    /** All that was committed, by topic. */
    private Map<String, List<String>> found(String address) {
        Map<String, List<String>> found = new HashMap<>();
        OUTPUTS.forEach(topic -> found.put(topic, new ArrayList<>()));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all =
                    OUTPUTS.stream().map(topic -> new TopicPartition(topic, 0)).toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> found.get(record.topic()).add(text(record)));
            }
        }
        return found;
    }

    private String text(ConsumerRecord<byte[], byte[]> record) {
        Object value = switch (record.topic()) {
            case "payments.drift" ->
                serdes.specific(DriftReport.class).deserializer().deserialize(record.topic(), record.value());
            case "payments.alerts" ->
                serdes.specific(Alert.class).deserializer().deserialize(record.topic(), record.value());
            default -> serdes.specific(RetrainRequest.class).deserializer().deserialize(record.topic(), record.value());
        };
        Header id = record.headers().lastHeader("ce_id");
        return value + " " + (id == null ? "" : new String(id.value(), StandardCharsets.UTF_8));
    }
}
