package io.headrace.trainer.app;

import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.schemas.alert.AlertHeaders;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.trainer.window.Checkpoint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Commits that a training is complete, together with its alert if there is one: one transaction, so that after a crash it is
 * neither made again nor its alert raised twice. Opening one fences an older trainer of the same pipeline.
 */
final class TrainingCommitter implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Topics topics;
    private final InstantSource clock;
    private final ConsumerGroupMetadata group;
    private final Serializer<Alert> alerts;
    private final Producer<String, byte[]> producer;

    private TrainingCommitter(
            Topics topics,
            InstantSource clock,
            ConsumerGroupMetadata group,
            Serializer<Alert> alerts,
            Producer<String, byte[]> producer) {
        this.topics = topics;
        this.clock = clock;
        this.group = group;
        this.alerts = alerts;
        this.producer = producer;
    }

    /** Opens one; the group is that of the reading consumer. */
    static TrainingCommitter open(
            Topics topics, KafkaSettings kafka, AvroSerdes serdes, InstantSource clock, ConsumerGroupMetadata group) {
        Map<String, Object> config = new HashMap<>(kafka.producer());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, groupId(topics));
        config.put(ProducerConfig.CLIENT_ID_CONFIG, groupId(topics));
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        Producer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        return new TrainingCommitter(
                topics, clock, group, serdes.specific(Alert.class).serializer(), producer);
    }

    /** The consumer group whose offsets say which trainings are complete. */
    static String groupId(Topics topics) {
        return "headrace-" + topics.pipeline() + "-trainer";
    }

    /** A training that needs no alert. */
    void commit(Map<Integer, Checkpoint> checkpoints, long retrain) {
        producer.beginTransaction();
        commitOffsets(checkpoints, retrain);
    }

    /**
     * A training with an alert.
     *
     * @param id the same for the same training
     */
    void commit(Map<Integer, Checkpoint> checkpoints, long retrain, Alert alert, String id) {
        String topic = topics.alerts();
        producer.beginTransaction();
        // A send that fails makes the commit fail.
        var _ = producer.send(new ProducerRecord<>(
                topic,
                null,
                alert.getEventTime().toEpochMilli(),
                alert.getPipeline(),
                alerts.serialize(topic, alert),
                AlertHeaders.of(alert, TrainerApp.NAME, id, alert.getPipeline(), clock.instant())));
        commitOffsets(checkpoints, retrain);
    }

    private void commitOffsets(Map<Integer, Checkpoint> checkpoints, long retrain) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        checkpoints.forEach((partition, checkpoint) -> offsets.put(
                new TopicPartition(topics.examples(), partition),
                new OffsetAndMetadata(checkpoint.until(), checkpoint.note())));
        offsets.put(new TopicPartition(topics.retrain(), 0), new OffsetAndMetadata(retrain));
        try {
            producer.sendOffsetsToTransaction(offsets, group);
            producer.commitTransaction();
        } catch (ProducerFencedException fenced) {
            throw fenced;
        } catch (KafkaException e) {
            producer.abortTransaction();
            throw e;
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
