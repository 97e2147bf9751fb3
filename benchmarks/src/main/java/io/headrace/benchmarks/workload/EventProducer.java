package io.headrace.benchmarks.workload;

import io.headrace.schemas.serde.AvroSerializer;
import io.headrace.schemas.topics.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends a pipeline's events and labels as any producer does. For one thread. */
public final class EventProducer implements AutoCloseable {

    private final KafkaProducer<String, IndexedRecord> producer;
    private final Topics topics;
    private final Events events;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** @param lingerMillis how long a record may wait for others: 0 where time counts, more for a backlog */
    public EventProducer(String bootstrapServers, String registryUrl, Topics topics, int lingerMillis) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        lingerMillis,
                        "schema.registry.url",
                        registryUrl),
                new StringSerializer(),
                serializer(registryUrl));
        this.topics = topics;
        this.events = new Events(topics.pipeline().value());
    }

    private static AvroSerializer serializer(String registryUrl) {
        AvroSerializer serializer = new AvroSerializer();
        serializer.configure(Map.of("schema.registry.url", registryUrl), false);
        return serializer;
    }

    /** @param topic raw, or clean where cleaning is left out */
    public void event(String topic, String id, long number, Instant at) {
        send(topic, id, at, events.event(id, number, at));
    }

    /** Sends the label of an event. */
    public void label(String id, long number, Instant labelledAt) {
        send(topics.labels(), id, labelledAt, events.label(id, number, labelledAt));
    }

    private void send(String topic, String id, Instant at, IndexedRecord value) {
        var _ = producer.send(new ProducerRecord<>(topic, null, at.toEpochMilli(), id, value), (_, failed) -> {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            }
        });
    }

    /** Waits until all that was sent is written. */
    public void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new KafkaException("events could not be sent: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
