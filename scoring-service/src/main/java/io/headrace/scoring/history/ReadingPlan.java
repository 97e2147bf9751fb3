package io.headrace.scoring.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Where to begin on each partition, and where "caught up" is.
 *
 * @param from the first offset to read
 * @param until one past the last committed record there was
 */
record ReadingPlan(Map<TopicPartition, Long> from, Map<TopicPartition, Long> until) {

    private static final ListOffsetsOptions COMMITTED = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

    ReadingPlan {
        from = Map.copyOf(from);
        until = Map.copyOf(until);
    }

    /**
     * Looks at the topics as they are now.
     *
     * @param topics how far back each is to be read, milliseconds of event time before its newest record
     */
    static ReadingPlan of(Admin admin, Map<String, Long> topics) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> from = new HashMap<>();
        Map<TopicPartition, Long> until = new HashMap<>();
        for (Map.Entry<String, Long> topic : topics.entrySet()) {
            List<TopicPartition> partitions = partitions(admin, topic.getKey());
            from.putAll(back(admin, partitions, topic.getValue()));
            until.putAll(offsets(admin, partitions, _ -> OffsetSpec.latest()));
        }
        return new ReadingPlan(from, until);
    }

    /** From the first record not older than so long before the newest of all partitions. */
    private static Map<TopicPartition, Long> back(Admin admin, List<TopicPartition> partitions, long milliseconds)
            throws ExecutionException, InterruptedException {
        long newest = -1;
        for (ListOffsetsResultInfo info :
                list(admin, partitions, _ -> OffsetSpec.maxTimestamp()).values()) {
            newest = Math.max(newest, info.timestamp());
        }
        if (newest < 0) {
            return offsets(admin, partitions, _ -> OffsetSpec.earliest());
        }
        long since = Math.max(0, newest - milliseconds);
        Map<TopicPartition, Long> found =
                new HashMap<>(offsets(admin, partitions, _ -> OffsetSpec.forTimestamp(since)));
        Map<TopicPartition, Long> ends = offsets(admin, partitions, _ -> OffsetSpec.latest());
        // No record so new: nothing to read but what comes.
        found.replaceAll((partition, offset) -> offset < 0 ? ends.getOrDefault(partition, 0L) : offset);
        return found;
    }

    private static List<TopicPartition> partitions(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> described =
                admin.describeTopics(List.of(topic)).allTopicNames().get();
        return described.values().stream()
                .flatMap(description -> description.partitions().stream()
                        .map(partition -> new TopicPartition(description.name(), partition.partition())))
                .toList();
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, List<TopicPartition> partitions, Function<TopicPartition, OffsetSpec> spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        list(admin, partitions, spec).forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> list(
            Admin admin, List<TopicPartition> partitions, Function<TopicPartition, OffsetSpec> spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.forEach(partition -> specs.put(partition, spec.apply(partition)));
        return admin.listOffsets(specs, COMMITTED).all().get();
    }
}
