package io.headrace.features.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.embedded.EmbeddedBroker;
import io.headrace.embedded.Ports;
import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import io.headrace.schemas.topics.Topics;
import io.headrace.testing.Waits;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
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

/** The app against a broker, one pipeline with one partition, and what goes into its topics and comes out of them. */
final class AppTopics {

    private final EmbeddedBroker broker;
    private final Path file;
    private final Path state;
    private final int partitions;
    private final PipelineDefinition definition;
    private final Topics topics;
    private final FeatureRecords records;
    private final String registry = "mock://" + UUID.randomUUID();
    private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registry));

    /** @param file the pipeline's definition */
    AppTopics(EmbeddedBroker broker, Path file, Path state) {
        this(broker, file, state, 1);
    }

    AppTopics(EmbeddedBroker broker, Path file, Path state, int partitions) {
        this.partitions = partitions;
        this.broker = broker;
        this.file = file;
        this.state = state;
        this.definition = DefinitionReader.readValid(file);
        this.topics = new Topics(definition.pipeline());
        this.records = new FeatureRecords(definition);
    }

    PipelineDefinition definition() {
        return definition;
    }

    /** Starts the app and waits until it runs. */
    ApplicationContext start(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("micronaut.server.port", -1);
        all.putIfAbsent("grpc.server.port", Ports.free());
        all.put("kafka.bootstrap.servers", broker.bootstrapServers());
        all.put("schema.registry.url", registry);
        all.put("headrace.pipeline", file.toString());
        all.put("headrace.partitions", partitions);
        all.putIfAbsent("headrace.state-dir", state.toString());
        ApplicationContext context = ApplicationContext.run(all);
        context.getBean(EmbeddedServer.class).start();
        HeadraceApp features = context.getBean(HeadraceApp.class, Qualifiers.byName("features"));
        await().untilAsserted(() -> assertThat(features.state()).isEqualTo(new AppState.Running()));
        return context;
    }

    void sendEvents(List<GenericRecord> events) {
        send(topics.clean(), definition.events().time(), events);
    }

    void sendLabels(List<GenericRecord> labels) {
        send(topics.labels(), "labelledAt", labels);
    }

    /** By chance, but always the same. */
    private int partition(String id) {
        return Math.floorMod(id.hashCode() * 31 + 7, partitions);
    }

    /** As by a producer that leaves the record's timestamp to its client. */
    void sendLabelsStampedNow(List<GenericRecord> labels) {
        send(topics.labels(), Optional.empty(), labels);
    }

    private void send(String topic, String time, List<GenericRecord> values) {
        send(topic, Optional.of(time), values);
    }

    private void send(String topic, Optional<String> time, List<GenericRecord> values) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (GenericRecord value : values) {
                byte[] bytes = serdes.generic(value.getSchema()).serializer().serialize(topic, value);
                String id = value.get(definition.events().id()).toString();
                sent.add(producer.send(new ProducerRecord<>(
                        topic,
                        partition(topic + id),
                        time.map(field -> (Long) value.get(field)).orElse(null),
                        id,
                        bytes)));
            }
            assertThat(sent).allSatisfy(record -> assertThat(record).succeedsWithin(Waits.SAFETY_NET));
        }
    }

    /** @param rows by key; empty where it is gone */
    void sendRows(String reference, long at, Map<String, Optional<GenericRecord>> rows) {
        String topic = topics.reference(reference);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            rows.forEach((key, row) -> assertThat(producer.send(new ProducerRecord<>(
                            topic,
                            partition(key),
                            at,
                            key,
                            row.map(value -> serdes.generic(value.getSchema())
                                            .serializer()
                                            .serialize(topic, value))
                                    .orElse(null))))
                    .succeedsWithin(Waits.SAFETY_NET));
        }
    }

    List<FeatureRow> rows() {
        return read(topics.features(), records.schemas().features()).stream()
                .map(records::toRow)
                .toList();
    }

    List<Example> examples() {
        return read(topics.examples(), records.schemas().example()).stream()
                .map(records::toExample)
                .toList();
    }

    /** Rows as they were written, by whatever definition. */
    List<GenericRecord> writtenRows() {
        AvroDecoder decoder = serdes.decoder();
        return read(topics.features(), bytes -> switch (decoder.decode(bytes)) {
            case Decoded.Ok(GenericRecord row) -> row;
            case Decoded.Bad(String rule, String reason) -> throw new IllegalStateException(rule + ": " + reason);
        });
    }

    private List<GenericRecord> read(String topic, Schema schema) {
        return read(topic, bytes -> serdes.generic(schema).deserializer().deserialize(topic, bytes));
    }

    /** All committed records. */
    private List<GenericRecord> read(String topic, Function<byte[], GenericRecord> reader) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            List<GenericRecord> values = new ArrayList<>();
            while (all.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(reader.apply(record.value()));
                }
            }
            return values;
        }
    }
}
