package io.headrace.benchmarks.workload;

import io.headrace.benchmarks.process.LocalKafka;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.topics.TopicCreator;
import io.headrace.schemas.topics.TopicSpec;
import io.headrace.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A pipeline with its topics, on a broker.
 *
 * @param definition the file
 * @param partitions of its topics
 */
public record Pipeline(Topics topics, Path definition, int partitions) {

    private static final int LINGER_MILLIS = 20;

    /** Writes the definition and makes the topics. */
    public static Pipeline create(Workload workload, Path directory, int partitions, LocalKafka kafka) {
        Topics topics = new Topics(new PipelineName(workload.pipeline()));
        TopicCreator.create(kafka.admin(), topics.all(partitions, (short) 1));
        return new Pipeline(topics, workload.write(directory), partitions);
    }

    /**
     * Sends a backlog, the newest event a day old.
     *
     * @param topic raw, or clean where cleaning is left out
     */
    public void fill(String topic, int events, LocalKafka kafka) {
        Instant end = Instant.now().minus(Duration.ofDays(1));
        try (EventProducer producer =
                new EventProducer(kafka.bootstrapServers(), kafka.registryUrl(), topics, LINGER_MILLIS)) {
            Backlog.ofSeconds(events).send(producer, topic, "e-", end);
        }
    }

    /** A further topic of the pipeline, for what is written beside the apps. */
    public String besides(String name, LocalKafka kafka) {
        String topic = topics.pipeline().value() + "." + name;
        TopicCreator.create(
                kafka.admin(), List.of(new TopicSpec(topic, partitions, (short) 1, Map.of("retention.ms", "-1"))));
        return topic;
    }
}
