package io.headrace.trainer.app;

import io.headrace.embedded.EmbeddedBroker;
import io.headrace.registry.protocol.RegistryReader;
import io.headrace.registry.protocol.view.PipelineModels;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicCreator;
import io.headrace.schemas.topics.Topics;
import io.headrace.trainer.progress.TrainingEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.event.ApplicationEventPublisher;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A trainer on a real broker, with a schema registry in memory, and the world around it. */
final class TrainerFixture implements AutoCloseable {

    static final int PARTITIONS = 2;

    PipelineDefinition definition;
    final Topics topics;
    final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "mock://trainer"));
    final List<TrainingEvent> events = new CopyOnWriteArrayList<>();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final Path directory;
    final RegistryReader registry;

    private final KafkaSettings kafka;
    private FeatureRecords records;
    private final Producer<String, byte[]> producer;
    private TrainerApp app;

    TrainerFixture(PipelineDefinition definition, EmbeddedBroker broker, Path directory) {
        this.definition = definition;
        this.topics = new Topics(definition.pipeline());
        this.directory = directory;
        this.kafka = new KafkaSettings(Map.of("bootstrap.servers", broker.bootstrapServers()));
        this.records = new FeatureRecords(definition);
        try (Admin admin = Admin.create(kafka.admin())) {
            TopicCreator.create(admin, topics.all(PARTITIONS, (short) 1));
        }
        this.producer = new KafkaProducer<>(kafka.producer(), new StringSerializer(), new ByteArraySerializer());
        this.registry = RegistryReader.start(kafka.consumer(), serdes);
        this.app = start();
    }

    Path publicKey() {
        return directory.resolve("signing.pub.pem");
    }

    /** Ends the trainer and starts another one. */
    void restart() {
        app.close();
        app = start();
    }

    /** Goes on with another definition of the same pipeline. */
    void restart(PipelineDefinition changed) {
        definition = changed;
        records = new FeatureRecords(changed);
        restart();
    }

    TrainerApp app() {
        return app;
    }

    PipelineModels models() {
        return registry.view().of(definition.pipeline());
    }

    void send(List<Example> examples) {
        for (Example example : examples) {
            int partition = Math.floorMod(example.row().eventId().hashCode(), PARTITIONS);
            var _ = producer.send(new ProducerRecord<>(
                    topics.examples(),
                    partition,
                    example.row().eventTime(),
                    example.row().eventId(),
                    bytes(example)));
        }
        producer.flush();
    }

    byte[] bytes(Example example) {
        return serdes.generic(records.schemas().example())
                .serializer()
                .serialize(topics.examples(), records.toRecord(example));
    }

    void sendRaw(String topic, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(topic, "k", value));
        producer.flush();
    }

    void request(String id, Instant changeSince) {
        RetrainRequest request = RetrainRequest.newBuilder()
                .setId(id)
                .setPipeline(definition.pipeline().value())
                .setRequestedBy("drift-monitor")
                .setReason("everything changed")
                .setEventTime(changeSince)
                .setChangeSince(changeSince)
                .setModel(null)
                .build();
        byte[] value = serdes.specific(RetrainRequest.class).serializer().serialize(topics.retrain(), request);
        sendRaw(topics.retrain(), value);
    }

    /** All alerts so far, as whoever reads only what is committed sees them. */
    List<ConsumerRecord<String, byte[]>> alerts() {
        Map<String, Object> config = kafka.consumer();
        config.put("isolation.level", "read_committed");
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topics.alerts(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    Alert alert(ConsumerRecord<String, byte[]> record) {
        return serdes.specific(Alert.class).deserializer().deserialize(record.topic(), record.value());
    }

    private TrainerApp start() {
        ApplicationEventPublisher<TrainingEvent> publisher = new ApplicationEventPublisher<>() {
            @Override
            public void publishEvent(TrainingEvent event) {
                events.add(event);
            }
        };
        TrainerApp starting = new TrainerApp(
                definition,
                topics,
                kafka,
                serdes,
                records,
                new SigningSettings(directory.resolve("signing.pem"), publicKey()),
                new TrainerMetrics(meters),
                new TrainingGate(false),
                publisher);
        starting.start();
        return starting;
    }

    @Override
    public void close() {
        app.close();
        producer.close();
        registry.close();
    }
}
