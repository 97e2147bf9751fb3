package io.headrace.ingest.push;

import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.RecordSize;
import io.headrace.schemas.topics.TopicLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes batches and waits for the broker: all in-sync replicas, idempotent. Safe for use by many threads. */
final class PushProducer implements AutoCloseable {

    private static final Headers NO_HEADERS = new RecordHeaders();
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Producer<String, byte[]> producer;
    private final AvroSerdes serdes;
    private final Duration timeout;

    PushProducer(Producer<String, byte[]> producer, AvroSerdes serdes, Duration timeout) {
        this.producer = producer;
        this.serdes = serdes;
        this.timeout = timeout;
    }

    static PushProducer open(Map<String, Object> kafka, AvroSerdes serdes, Duration timeout) {
        Map<String, Object> config = new HashMap<>(kafka);
        int millis = Math.toIntExact(timeout.toMillis());
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "headrace-push");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // What is within the topics' limit was measured; the default is a few bytes less.
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * TopicLimits.RAW);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        return new PushProducer(
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()), serdes, timeout);
    }

    /**
     * Writes a batch and blocks until all of it is acknowledged or the time is over; nothing of it, where the topic does not take a
     * record of it.
     *
     * @throws io.headrace.schemas.registry.SchemaRegistryUnavailable before anything is written
     */
    PushOutcome write(String topic, Schema schema, List<PushedRecord> batch) throws InterruptedException {
        Serializer<GenericRecord> serializer = serdes.generic(schema).serializer();
        List<byte[]> values = batch.stream()
                .map(item -> serializer.serialize(topic, item.value()))
                .toList();
        List<PushOutcome.Oversized> oversized = oversized(batch, values);
        return oversized.isEmpty()
                ? new PushOutcome.Sent(send(topic, batch, values))
                : new PushOutcome.TooLarge(oversized, TopicLimits.RAW);
    }

    private static List<PushOutcome.Oversized> oversized(List<PushedRecord> batch, List<byte[]> values) {
        List<PushOutcome.Oversized> oversized = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            String id = batch.get(i).id();
            long bytes = RecordSize.of(id.getBytes(StandardCharsets.UTF_8), values.get(i), NO_HEADERS);
            if (bytes > TopicLimits.RAW) {
                oversized.add(new PushOutcome.Oversized(i, id, bytes));
            }
        }
        return oversized;
    }

    private PushResult send(String topic, List<PushedRecord> batch, List<byte[]> values) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Sent> sent = new ArrayList<>(batch.size());
        for (int i = 0; i < values.size(); i++) {
            sent.add(send(topic, batch.get(i), values.get(i)));
        }
        List<PushResult.Written> written = new ArrayList<>(sent.size());
        for (Sent item : sent) {
            written.add(await(item, deadline));
        }
        return new PushResult(written);
    }

    /** @param answer empty where it could not even be sent, for {@code failure} */
    private record Sent(String id, Optional<Future<RecordMetadata>> answer, String failure) {}

    private Sent send(String topic, PushedRecord item, byte[] value) {
        try {
            return new Sent(
                    item.id(),
                    Optional.of(producer.send(new ProducerRecord<>(topic, null, item.eventTime(), item.id(), value))),
                    "");
        } catch (KafkaException e) {
            return new Sent(item.id(), Optional.empty(), reason(e));
        }
    }

    private static PushResult.Written await(Sent item, long deadline) throws InterruptedException {
        if (item.answer().isEmpty()) {
            return new PushResult.Written(item.id(), Optional.empty(), item.failure());
        }
        try {
            RecordMetadata at =
                    item.answer().get().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            String place = at.topic() + "-" + at.partition() + "@" + at.offset();
            return new PushResult.Written(item.id(), Optional.of(place), "");
        } catch (ExecutionException e) {
            return new PushResult.Written(item.id(), Optional.empty(), reason(e.getCause()));
        } catch (TimeoutException e) {
            return new PushResult.Written(item.id(), Optional.empty(), "no acknowledgement in time");
        }
    }

    private static String reason(@org.jspecify.annotations.Nullable Throwable cause) {
        return cause == null ? "unknown" : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
