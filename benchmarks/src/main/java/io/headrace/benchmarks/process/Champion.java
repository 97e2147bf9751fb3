package io.headrace.benchmarks.process;

import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A pipeline's first model, in the registry's topic. */
public final class Champion {

    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    private Champion() {}

    /**
     * Waits until there is one.
     *
     * @param trainer who makes it
     * @throws BenchFailure when the trainer ends, or has not made one in four minutes
     */
    public static void await(String bootstrapServers, String pipeline, ChildProcess trainer) {
        String wanted = pipeline + "/alias/champion";
        long giveUp = System.nanoTime() + TIMEOUT.toNanos();
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition models = new TopicPartition(Topics.MODELS, 0);
            consumer.assign(List.of(models));
            consumer.seekToBeginning(List.of(models));
            boolean found = false;
            while (!found) {
                trainer.requireAlive();
                if (System.nanoTime() > giveUp) {
                    throw new BenchFailure("no model of " + pipeline + " was published within " + TIMEOUT.toMinutes()
                            + " minutes; without one, scoring is not what is measured");
                }
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    found |= wanted.equals(record.key());
                }
            }
        }
    }
}
