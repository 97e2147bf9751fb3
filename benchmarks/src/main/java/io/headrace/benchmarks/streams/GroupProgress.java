package io.headrace.benchmarks.streams;

import io.headrace.benchmarks.process.BenchFailure;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Follows the offsets that a group commits, for an app that writes little of what it reads. */
final class GroupProgress implements Progress {

    private static final long PAUSE_MILLIS = 20;

    private final Admin admin;
    private final String group;
    private final Map<TopicPartition, OffsetSpec> partitions;

    /** @param topics that the group reads and nobody writes to meanwhile */
    GroupProgress(Admin admin, String group, Collection<String> topics) {
        this.admin = admin;
        this.group = group;
        this.partitions = get(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    }

    /** The ends of all partitions together: what there is to do. */
    long expected() {
        return get(admin.listOffsets(partitions).all()).values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    @Override
    public long records() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted while measuring", e);
        }
        return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).entrySet().stream()
                .filter(entry -> partitions.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(Objects::nonNull)
                .mapToLong(committed -> committed.offset())
                .sum();
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted while measuring", e);
        } catch (ExecutionException e) {
            throw new BenchFailure("the broker does not say how far a group has come: " + e.getCause(), e);
        }
    }

    /** The client belongs to whoever gave it. */
    @Override
    public void close() {}
}
