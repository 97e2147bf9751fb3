package io.headrace.standalone.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that is on topics, read with nothing of ours. */
record TopicContents(Map<String, List<ConsumerRecord<byte[], byte[]>>> byTopic) {

    static TopicContents read(String bootstrapServers, List<String> topics) {
        Map<String, List<ConsumerRecord<byte[], byte[]>>> byTopic = new HashMap<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "max.partition.fetch.bytes",
                64 << 20,
                "fetch.max.bytes",
                64 << 20);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : topics) {
                byTopic.put(topic, new ArrayList<>());
                consumer.partitionsFor(topic)
                        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> byTopic.get(record.topic()).add(record));
            }
        }
        return new TopicContents(byTopic);
    }

    List<ConsumerRecord<byte[], byte[]>> of(String topic) {
        return byTopic.get(topic);
    }

    /** Those that the apps wrote. */
    List<ConsumerRecord<byte[], byte[]>> of(String topic, Set<String> thrown) {
        return of(topic).stream()
                .filter(record -> !thrown.contains(place(record)))
                .toList();
    }

    /** How often each key is there. */
    static Map<String, Integer> keys(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, Integer> keys = new HashMap<>();
        records.forEach(record -> keys.merge(key(record), 1, Integer::sum));
        return keys;
    }

    static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    /** {@code topic-partition@offset}. */
    static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /** Where a record in quarantine came from. */
    static String origin(ConsumerRecord<byte[], byte[]> record) {
        return header(record, "topic") + "-" + header(record, "partition") + "@" + header(record, "offset");
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader("headrace.quarantine." + name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** By the app that refused it, the places of what it refused; each of them more than once is a fault. */
    Map<String, Map<String, ConsumerRecord<byte[], byte[]>>> refused(
            String quarantine, Set<String> thrown, List<String> faults) {
        Map<String, Map<String, ConsumerRecord<byte[], byte[]>>> refused = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : of(quarantine, thrown)) {
            String app = header(record, "app");
            if (!seen.add(app + " " + origin(record))) {
                faults.add(app + " refused " + origin(record) + " twice");
            }
            refused.computeIfAbsent(app, _ -> new HashMap<>()).put(origin(record), record);
        }
        return refused;
    }
}
