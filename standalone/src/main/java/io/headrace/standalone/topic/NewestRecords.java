package io.headrace.standalone.topic;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The newest records of a topic.
 *
 * @param records the older ones first
 * @param passedOver what lies among them and cannot be read
 */
public record NewestRecords<T>(List<T> records, PassedOver passedOver) {

    private static final Duration POLL = Duration.ofMillis(500);

    /** How much farther back to look where too few of the records could be read. */
    private static final int FARTHER = 8;

    public NewestRecords {
        records = List.copyOf(records);
    }

    /** Reads them; records that cannot be read do not count among the {@code last}. */
    public static <T> NewestRecords<T> of(
            String bootstrapServers,
            String topic,
            Function<ConsumerRecord<String, byte[]>, Reading<T>> reader,
            int last) {
        try (KafkaConsumer<String, byte[]> consumer = consumer(bootstrapServers)) {
            return newest(consumer, topic, last, reader);
        }
    }

    /** Is handed what is read. */
    public interface Listener<T> {

        /** Takes the next record and tells whether to go on. */
        boolean record(T value);

        /** Is told what was passed over since the last time. */
        void passedOver(PassedOver some);
    }

    /** Hands over the newest records and then what comes, until the listener or an interrupt ends it. */
    public static <T> void follow(
            String bootstrapServers,
            String topic,
            Function<ConsumerRecord<String, byte[]>, Reading<T>> reader,
            int last,
            Listener<T> listener) {
        try (KafkaConsumer<String, byte[]> consumer = consumer(bootstrapServers)) {
            boolean going = newest(consumer, topic, last, reader).tell(listener);
            while (going && !Thread.currentThread().isInterrupted()) {
                Gathering<T> gathering = new Gathering<>(Integer.MAX_VALUE, reader);
                consumer.poll(POLL).forEach(gathering::take);
                going = gathering.gathered().tell(listener);
            }
        }
    }

    private boolean tell(Listener<T> listener) {
        if (passedOver.count() > 0) {
            listener.passedOver(passedOver);
        }
        return records.stream().allMatch(listener::record);
    }

    private static KafkaConsumer<String, byte[]> consumer(String bootstrapServers) {
        return TopicScan.consumer(bootstrapServers, new ByteArrayDeserializer());
    }

    private static <T> NewestRecords<T> newest(
            KafkaConsumer<String, byte[]> consumer,
            String topic,
            int last,
            Function<ConsumerRecord<String, byte[]>, Reading<T>> reader) {
        List<TopicPartition> partitions = TopicScan.partitions(consumer, topic);
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        // Every transaction leaves a marker that takes an offset of its own: begin further back, show only the newest.
        for (long back = 2L * last + 10; ; back *= FARTHER) {
            boolean all = true;
            for (TopicPartition partition : partitions) {
                long begin = begins.getOrDefault(partition, 0L);
                long from = Math.max(begin, ends.getOrDefault(partition, 0L) - back);
                consumer.seek(partition, from);
                all &= from == begin;
            }
            Gathering<T> gathering = new Gathering<>(last, reader);
            TopicScan.toEnd(consumer, gathering::take);
            NewestRecords<T> found = gathering.gathered();
            if (all || found.records().size() >= last) {
                return found;
            }
        }
    }

    /** Keeps the last few records that can be read, and counts those that cannot. */
    private static final class Gathering<T> {

        private final int last;
        private final Function<ConsumerRecord<String, byte[]>, Reading<T>> reader;
        private final Deque<T> newest = new ArrayDeque<>();
        private PassedOver passedOver = PassedOver.NONE;

        Gathering(int last, Function<ConsumerRecord<String, byte[]>, Reading<T>> reader) {
            this.last = last;
            this.reader = reader;
        }

        void take(ConsumerRecord<String, byte[]> record) {
            switch (reader.apply(record)) {
                case Reading.Good<T>(T value) -> {
                    newest.addLast(value);
                    if (newest.size() > last) {
                        newest.removeFirst();
                    }
                }
                case Reading.Unreadable<T> bad -> passedOver = passedOver.and(bad);
            }
        }

        NewestRecords<T> gathered() {
            return new NewestRecords<>(List.copyOf(newest), passedOver);
        }
    }
}
