package io.headrace.benchmarks.streams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts what a process has written and committed, as whoever reads it sees it. */
public final class OutputProgress implements Progress {

    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private long records;

    /** @param topic that exists */
    public OutputProgress(String bootstrapServers, String topic) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All records that a topic holds now, for readers of committed ones. */
    static long count(String bootstrapServers, String topic) {
        try (OutputProgress all = new OutputProgress(bootstrapServers, topic)) {
            Map<TopicPartition, Long> ends = all.consumer.endOffsets(all.consumer.assignment());
            while (!ends.entrySet().stream().allMatch(end -> all.consumer.position(end.getKey()) >= end.getValue())) {
                all.records();
            }
            return all.records;
        }
    }

    @Override
    public long records() {
        records += consumer.poll(POLL).count();
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
