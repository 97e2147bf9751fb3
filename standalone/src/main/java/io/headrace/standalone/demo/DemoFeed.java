package io.headrace.standalone.demo;

import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.avro.RegistryRecord;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.EventFields;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.topic.NewestRecords;
import io.headrace.standalone.topic.Reading;
import io.headrace.standalone.topic.RecordReader;
import io.headrace.standalone.topic.TopicScan;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the apps put on their topics, as any outsider could, and hands it to the story. */
final class DemoFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoFeed.class);

    /** Of a source with little disorder, the latest event is among them. */
    private static final int NEWEST = 100;

    private final KafkaConsumer<String, byte[]> consumer;
    /** In the order of a story: what is wrong, what is asked for, what comes of it. */
    private final Map<String, Consumer<ConsumerRecord<String, byte[]>>> byTopic = new LinkedHashMap<>();

    private final AvroSerdes serdes;
    private final EventFields fields;
    private final AvroDecoder events;
    private final String bootstrapServers;
    private final String raw;

    DemoFeed(
            String bootstrapServers,
            AvroSerdes serdes,
            PipelineDefinition definition,
            DemoStory story,
            ScoreProbe probe) {
        Topics topics = new Topics(definition.pipeline());
        this.serdes = serdes;
        this.fields = new EventFields(definition.events());
        this.events = serdes.decoder(definition.events().schema());
        this.bootstrapServers = bootstrapServers;
        this.raw = topics.raw();
        this.consumer = TopicScan.consumer(bootstrapServers, new ByteArrayDeserializer());
        on(topics.alerts(), Alert.class, story::alert);
        on(topics.retrain(), RetrainRequest.class, story::retrain);
        on(topics.drift(), DriftReport.class, story::report);
        on(Topics.MODELS, RegistryRecord.class, change -> {
            if (change.getBody() instanceof ModelVersion version
                    && version.getPipeline().equals(topics.pipeline().value())) {
                story.version(version);
            }
        });
        on(
                topics.predictions(),
                Prediction.class,
                said -> story.predicted(said.getModel(), said.getEventTime().toEpochMilli(), probe.requests()));
        List<TopicPartition> partitions = byTopic.keySet().stream()
                .flatMap(topic -> TopicScan.partitions(consumer, topic).stream())
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Waits at most so long for records and hands over what came; returns how many did. */
    int poll(Duration wait) {
        var records = consumer.poll(wait);
        byTopic.forEach((topic, reader) -> records.records(topic).forEach(reader));
        return records.count();
    }

    /** Event time the source has got to: it may be ahead of all that is heard here. */
    Instant newestEvent() {
        return Instant.ofEpochMilli(NewestRecords.of(bootstrapServers, raw, this::eventTime, NEWEST).records().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0));
    }

    private Reading<Long> eventTime(ConsumerRecord<String, byte[]> record) {
        return switch (events.decode(record.value())) {
            case Decoded.Ok(var event) -> new Reading.Good<>(fields.time(event).orElse(0));
            case Decoded.Bad(String rule, String reason) ->
                new Reading.Unreadable<>(record.topic(), record.partition(), record.offset(), rule + ", " + reason);
        };
    }

    private <T extends SpecificRecord> void on(String topic, Class<T> type, Consumer<T> reader) {
        RecordReader<T> records = RecordReader.of(serdes, type);
        byTopic.put(topic, record -> {
            switch (records.read(record)) {
                case Reading.Good<T>(T value) -> reader.accept(value);
                case Reading.Unreadable<T> bad -> LOG.warn("Passed over {}", bad);
            }
        });
    }

    @Override
    public void close() {
        consumer.close();
    }
}
