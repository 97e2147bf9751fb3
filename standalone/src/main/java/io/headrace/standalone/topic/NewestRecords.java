package io.headrace.standalone.topic;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** The newest records of a topic, and what comes after them. */
public final class NewestRecords {

    private static final Duration POLL = Duration.ofMillis(500);

    private NewestRecords() {}

    /** Hands over the newest records, the older ones first. */
    public static <T> void of(
            String bootstrapServers, String topic, Deserializer<T> deserializer, int last, Consumer<T> reader) {
        try (KafkaConsumer<String, T> consumer = TopicScan.consumer(bootstrapServers, deserializer)) {
            newest(consumer, topic, last, value -> {
                reader.accept(value);
                return true;
            });
        }
    }

    /**
     * The same, and goes on with what comes.
     *
     * @param reader tells whether to go on
     */
    public static <T> void follow(
            String bootstrapServers, String topic, Deserializer<T> deserializer, int last, Predicate<T> reader) {
        try (KafkaConsumer<String, T> consumer = TopicScan.consumer(bootstrapServers, deserializer)) {
            boolean going = newest(consumer, topic, last, reader);
            while (going && !Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<String, T> record : consumer.poll(POLL)) {
                    if (!reader.test(record.value())) {
                        going = false;
                        break;
                    }
                }
            }
        }
    }

    /** The greatest timestamp among the newest records, epoch milliseconds; 0 where there are none. */
    public static long timestamp(String bootstrapServers, String topic, int last) {
        try (KafkaConsumer<String, byte[]> consumer =
                TopicScan.consumer(bootstrapServers, new ByteArrayDeserializer())) {
            return newest(consumer, topic, last).stream()
                    .mapToLong(ConsumerRecord::timestamp)
                    .max()
                    .orElse(0);
        }
    }

    private static <T> boolean newest(KafkaConsumer<String, T> consumer, String topic, int last, Predicate<T> reader) {
        return newest(consumer, topic, last).stream().map(ConsumerRecord::value).allMatch(reader);
    }

    private static <T> Collection<ConsumerRecord<String, T>> newest(
            KafkaConsumer<String, T> consumer, String topic, int last) {
        List<TopicPartition> partitions = TopicScan.partitions(consumer, topic);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        // Every transaction leaves a marker that takes an offset of its own: begin further back, show only the newest.
        partitions.forEach(partition ->
                consumer.seek(partition, Math.max(0, ends.getOrDefault(partition, 0L) - 2L * last - 10)));
        ArrayDeque<ConsumerRecord<String, T>> newest = new ArrayDeque<>();
        TopicScan.toEnd(consumer, record -> {
            newest.addLast(record);
            if (newest.size() > last) {
                newest.removeFirst();
            }
        });
        return newest;
    }
}
