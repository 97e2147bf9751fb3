package io.headrace.standalone.backfill;

import io.headrace.features.app.avro.Past;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicCreator;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.TopicSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A pipeline's history topic. Nothing in it counts twice, so it is written as it comes: what a run that was killed has left is no harm, and the next one
 * may write it again.
 */
public final class HistoryTopic implements Destination {

    private static final int BATCH_BYTES = 256 << 10;
    private static final int LINGER_MILLIS = 20;

    private final String name;
    private final Producer<String, byte[]> producer;
    private final Serializer<Past> serializer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private HistoryTopic(String name, Producer<String, byte[]> producer, Serializer<Past> serializer) {
        this.name = name;
        this.producer = producer;
        this.serializer = serializer;
    }

    /** Makes the topic where it is missing. */
    public static HistoryTopic open(String bootstrapServers, TopicSpec topic, AvroSerdes serdes) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            TopicCreator.create(admin, List.of(topic));
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("max.request.size", TopicLimits.FEATURES);
        settings.put("batch.size", BATCH_BYTES);
        settings.put("linger.ms", LINGER_MILLIS);
        return new HistoryTopic(
                topic.name(),
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()),
                serdes.specific(Past.class).serializer());
    }

    /** @param what an event or a label */
    void send(String eventId, Object what) {
        Exception before = failure.get();
        if (before != null) {
            throw new KafkaException(name + " cannot be written: " + before.getMessage(), before);
        }
        var _ = producer.send(
                new ProducerRecord<>(name, eventId, serializer.serialize(name, new Past(what))), (_, failed) -> {
                    if (failed != null) {
                        failure.compareAndSet(null, failed);
                    }
                });
    }

    @Override
    public void complete() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new KafkaException(name + " cannot be written: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
