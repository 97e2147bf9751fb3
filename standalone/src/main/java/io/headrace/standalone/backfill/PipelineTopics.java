package io.headrace.standalone.backfill;

import io.headrace.embedded.StartFailure;
import io.headrace.schemas.topics.TopicCreator;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.TopicSpec;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The features and examples topics of a pipeline that has none yet, in one transaction: whoever reads committed records sees all of it or
 * nothing, and a run that was killed leaves nothing. It must be done within the longest transaction that the broker allows.
 */
public final class PipelineTopics implements Output {

    /** The longest that brokers allow where nobody has set it otherwise. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int BATCH_BYTES = 256 << 10;
    private static final int LINGER_MILLIS = 20;

    private final Producer<String, byte[]> producer;
    private final Topics topics;
    private boolean complete;

    private PipelineTopics(Producer<String, byte[]> producer, Topics topics) {
        this.producer = producer;
        this.topics = topics;
    }

    /**
     * Makes the topics where they are missing, and begins.
     *
     * @param partitions of topics that are made, 1 or more
     * @throws StartFailure where there is a record on one of them, or the broker does not take part
     */
    public static PipelineTopics open(String bootstrapServers, Topics topics, int partitions) {
        List<String> written = List.of(topics.features(), topics.examples());
        List<TopicSpec> specs = topics.all(partitions, (short) 1).stream()
                .filter(spec -> written.contains(spec.name()))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            TopicCreator.create(admin, specs);
        }
        Producer<String, byte[]> producer = producer(bootstrapServers, topics);
        try {
            // What a run before left open ends here, as if it had never been.
            producer.initTransactions();
            written.forEach(topic -> requireEmpty(bootstrapServers, topic));
            producer.beginTransaction();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw new StartFailure("the broker does not begin a transaction: " + e.getMessage(), e);
        } catch (StartFailure e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        return new PipelineTopics(producer, topics);
    }

    private static Producer<String, byte[]> producer(String bootstrapServers, Topics topics) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("transactional.id", "headrace-" + topics.pipeline().value() + "-backfill");
        settings.put("transaction.timeout.ms", (int) LONGEST.toMillis());
        settings.put("max.request.size", TopicLimits.EXAMPLES);
        settings.put("batch.size", BATCH_BYTES);
        settings.put("linger.ms", LINGER_MILLIS);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Of records; what was begun and not completed is none. */
    private static void requireEmpty(String bootstrapServers, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = TopicSource.consumer(bootstrapServers)) {
            Map<TopicPartition, Long> ends = TopicSource.fromTheBeginning(consumer, List.of(topic));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (!consumer.poll(POLL).isEmpty()) {
                    throw new StartFailure(
                            "topic " + topic
                                    + " has records already; give the definition a pipeline name of its own, or empty the topic");
                }
            }
        }
    }

    @Override
    public void row(String eventId, long time, byte[] value) {
        send(topics.features(), eventId, time, value);
    }

    @Override
    public void example(String eventId, long time, byte[] value) {
        send(topics.examples(), eventId, time, value);
    }

    /** One that fails fails the transaction, which says so at its end. */
    private void send(String topic, String eventId, long time, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(topic, null, time, eventId, value));
    }

    @Override
    public void complete() {
        producer.commitTransaction();
        complete = true;
    }

    @Override
    public void close() {
        if (!complete) {
            try {
                producer.abortTransaction();
            } catch (KafkaException e) {
                // The broker ends it by itself, at the latest when the next run begins.
                producer.close(Duration.ZERO);
                return;
            }
        }
        producer.close();
    }
}
