package io.headrace.schemas.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that creates topics. */
public final class TopicCreator {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCreator.class);

    /** How long a new topic may take until every partition has a leader that answers. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private TopicCreator() {}

    /**
     * Creates the topics that are missing and returns when every partition can be written to. Of
     * topics that exist only a limit of the size of records is raised that is too low. Several processes may do this at once.
     *
     * @throws TopicMismatchException naming every topic that exists with another number of partitions
     * @throws KafkaException when the cluster refuses or does not answer
     */
    public static void create(Admin admin, Collection<TopicSpec> specs) {
        Map<String, TopicSpec> wanted = specs.stream().collect(Collectors.toMap(TopicSpec::name, spec -> spec));
        Map<String, TopicDescription> existing = describe(admin, wanted.keySet());
        verify(wanted, existing);
        List<TopicSpec> found = wanted.values().stream()
                .filter(spec -> existing.containsKey(spec.name()))
                .toList();
        LimitCheck.raise(admin, found);
        List<TopicSpec> missing = wanted.values().stream()
                .filter(spec -> !existing.containsKey(spec.name()))
                .toList();
        missing.forEach(spec -> LOG.info("Creating topic {} with {} partitions", spec.name(), spec.partitions()));
        createMissing(admin, missing);
        awaitLeaders(admin, wanted.values());
        if (!missing.isEmpty()) {
            // Another process may have been quicker, with another number of partitions.
            verify(wanted, describe(admin, wanted.keySet()));
        }
    }

    /** The topics that exist, by name. */
    static Map<String, TopicDescription> describe(Admin admin, Collection<String> names) {
        Map<String, TopicDescription> found = new HashMap<>();
        for (KafkaFuture<TopicDescription> future :
                admin.describeTopics(names).topicNameValues().values()) {
            try {
                TopicDescription description = await(future);
                found.put(description.name(), description);
            } catch (UnknownTopicOrPartitionException e) {
                LOG.debug("A topic is missing: {}", e.getMessage());
            }
        }
        return found;
    }

    private static void verify(Map<String, TopicSpec> wanted, Map<String, TopicDescription> existing) {
        String mistakes = wanted.values().stream()
                .flatMap(spec -> Optional.ofNullable(existing.get(spec.name())).stream()
                        .map(topic -> topic.partitions().size())
                        .filter(partitions -> partitions != spec.partitions())
                        .map(partitions ->
                                spec.name() + " has " + partitions + " partitions instead of " + spec.partitions()))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!mistakes.isEmpty()) {
            throw new TopicMismatchException(
                    "Topics exist with another layout: " + mistakes
                            + ". Set headrace.partitions to what they have, or move their records to topics with as many as stated.");
        }
    }

    private static void createMissing(Admin admin, List<TopicSpec> missing) {
        List<NewTopic> topics = missing.stream()
                .map(spec -> new NewTopic(spec.name(), spec.partitions(), spec.replication()).configs(spec.settings()))
                .toList();
        admin.createTopics(topics).values().forEach((name, future) -> {
            try {
                await(future);
            } catch (TopicExistsException e) {
                LOG.debug("Topic {} was created by another process meanwhile", name);
            } catch (InvalidReplicationFactorException e) {
                throw new KafkaException(
                        "Topic " + name + " cannot be created: " + e.getMessage()
                                + " Set headrace.replication to at most the number of brokers.",
                        e);
            }
        });
    }

    /**
     * Asks every partition for its end. KAFKA-15591: an idempotent producer that sends right after a topic's creation can
     * lose its first batch; once each leader has answered this, it does not.
     */
    private static void awaitLeaders(Admin admin, Collection<TopicSpec> specs) {
        Map<TopicPartition, OffsetSpec> ends = specs.stream()
                .flatMap(spec -> IntStream.range(0, spec.partitions())
                        .mapToObj(partition -> new TopicPartition(spec.name(), partition)))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                await(admin.listOffsets(ends).all());
                return;
            } catch (TimeoutException e) {
                throw e;
            } catch (RetriableException e) {
                if (System.nanoTime() - giveUp > 0) {
                    throw new KafkaException(
                            "Topics were created but have no leader after " + PATIENCE.toSeconds() + " s: "
                                    + e.getMessage(),
                            e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }

    private static KafkaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaException("Interrupted while creating topics", e);
    }
}
