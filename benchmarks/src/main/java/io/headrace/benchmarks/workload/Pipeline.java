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

    /** Event time runs a second from one event of a backlog to the next. */
    private static final Duration STEP = Duration.ofSeconds(1);

    /** So much later, in event time, a label is known. */
    private static final int LABEL_AFTER_EVENTS = 600;

    /** One event in so many has a label of its own. */
    private static final int LABEL_EVERY = 5;

    private static final int LINGER_MILLIS = 20;

    /** Writes the definition and makes the topics. */
    public static Pipeline create(Workload workload, Path directory, int partitions, LocalKafka kafka) {
        Topics topics = new Topics(new PipelineName(workload.pipeline()));
        TopicCreator.create(kafka.admin(), topics.all(partitions, (short) 1));
        return new Pipeline(topics, workload.write(directory), partitions);
    }

    /**
     * Sends a backlog of events, the newest of them a day old, and labels for a fifth of them.
     *
     * @param topic raw, or clean where cleaning is left out
     */
    public void fill(String topic, int events, LocalKafka kafka) {
        Instant start = Instant.now().minus(Duration.ofDays(1)).minus(STEP.multipliedBy(events));
        try (EventProducer producer =
                new EventProducer(kafka.bootstrapServers(), kafka.registryUrl(), topics, LINGER_MILLIS)) {
            for (int number = 0; number < events; number++) {
                Instant at = start.plus(STEP.multipliedBy(number));
                producer.event(topic, "e-" + number, number, at);
                int labelled = number - LABEL_AFTER_EVENTS;
                if (labelled >= 0 && labelled % LABEL_EVERY == 0) {
                    producer.label("e-" + labelled, labelled, at);
                }
            }
            producer.flush();
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
