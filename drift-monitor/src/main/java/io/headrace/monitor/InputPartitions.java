package io.headrace.monitor;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How many partitions a topic has. The watch waits for each of them, so the setting alone would not do: where others made the
 * topics they may have fewer.
 */
final class InputPartitions {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private InputPartitions() {}

    /**
     * Asks the broker.
     *
     * @param kafka consumer settings
     * @param otherwise where there is no such topic
     * @throws org.apache.kafka.common.errors.TimeoutException when the broker does not answer
     */
    static int of(String topic, Map<String, Object> kafka, int otherwise) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<PartitionInfo> found = consumer.partitionsFor(topic, PATIENCE);
            return found == null || found.isEmpty() ? otherwise : found.size();
        }
    }
}
