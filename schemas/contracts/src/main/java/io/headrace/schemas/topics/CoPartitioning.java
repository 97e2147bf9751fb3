package io.headrace.schemas.topics;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * The check of topics that are read together. Kafka Streams reads partition 3 of each with partition 3 of the others; were
 * their numbers different, records of one key would silently never meet.
 */
public final class CoPartitioning {

    private CoPartitioning() {}

    /**
     * Compares those of the topics that exist.
     *
     * @throws TopicMismatchException naming each with its number of partitions, where these differ
     * @throws KafkaException when the cluster refuses or does not answer
     */
    public static void verify(Admin admin, Collection<String> topics) {
        Map<String, Integer> partitions = new TreeMap<>();
        TopicCreator.describe(admin, topics)
                .forEach((topic, found) ->
                        partitions.put(topic, found.partitions().size()));
        if (new HashSet<>(partitions.values()).size() > 1) {
            throw new TopicMismatchException(
                    "Topics that are read together have different numbers of partitions: "
                            + partitions.entrySet().stream()
                                    .map(entry -> entry.getKey() + " has " + entry.getValue())
                                    .collect(Collectors.joining(", "))
                            + ". All must have the same number: move the records of those that differ to topics with as many,"
                            + " and set headrace.partitions to it. (Adding partitions is not enough: keys would change theirs.)");
        }
    }
}
