package io.headrace.standalone.replay;

import io.headrace.runtime.AppState;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.runtime.streams.StreamsApp;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Whether an app has done with all that is on its input topics, told by the broker. Behind a committed offset there may still be
 * markers of transactions, which are no work: so what lies there is read.
 */
final class Progress implements AutoCloseable {

    private static final int LOOK_MS = 5;

    private final Admin admin;
    private final Consumer<?, ?> probe;

    Progress(KafkaSettings kafka) {
        this.admin = Admin.create(kafka.admin());
        Map<String, Object> config = kafka.consumer();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A question that is out holds up the next: where there is nothing, that is to be said at once.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LOOK_MS);
        this.probe = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Whether nothing is left for it to do, and whatever it did can be read. */
    boolean isThrough(StreamsApp app) throws InterruptedException {
        Set<TopicPartition> inputs = inputs(app);
        if (inputs.isEmpty()) {
            return false;
        }
        // Committed offsets first: what they stand for was written before the ends are asked for.
        Map<TopicPartition, Long> done = committed(app.applicationId());
        Map<TopicPartition, Long> ends = ends(inputs, IsolationLevel.READ_UNCOMMITTED);
        if (!ends.equals(ends(inputs, IsolationLevel.READ_COMMITTED))) {
            return false;
        }
        Map<TopicPartition, Long> behind = new HashMap<>();
        ends.forEach((partition, end) -> {
            if (done.getOrDefault(partition, 0L) < end) {
                behind.put(partition, done.getOrDefault(partition, 0L));
            }
        });
        return !hasRecords(behind, ends);
    }

    /**
     * Whether it runs and its group gives out no partitions now. Kafka Streams may lose or double a task that is paused while it is
     * handed over (KAFKA-20724), and an app with a repartition topic of its own is handed its partitions twice at its start.
     */
    boolean isSettled(StreamsApp app) throws InterruptedException {
        if (!(app.state() instanceof AppState.Running)) {
            return false;
        }
        try {
            ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(app.applicationId()))
                    .all()
                    .get()
                    .get(app.applicationId());
            return group != null && group.groupState() == GroupState.STABLE;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the broker does not describe group " + app.applicationId() + ": " + e.getMessage(), e);
        }
    }

    /** How far it is on each of its input partitions: what is done, where the partition ends, and where the first open transaction. */
    String describe(StreamsApp app) throws InterruptedException {
        Set<TopicPartition> inputs = inputs(app);
        Map<TopicPartition, Long> done = committed(app.applicationId());
        Map<TopicPartition, Long> ends = ends(inputs, IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> stable = ends(inputs, IsolationLevel.READ_COMMITTED);
        return inputs.stream()
                .sorted(Comparator.comparing(TopicPartition::toString))
                .map(input -> input + " done to " + done.getOrDefault(input, 0L) + " of " + ends.get(input)
                        + " (committed to " + stable.get(input) + ")")
                .collect(Collectors.joining(", "));
    }

    /** Where partitions end; read committed, where the first open transaction begins if there is one. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel isolation)
            throws InterruptedException {
        try {
            return admin
                    .listOffsets(
                            partitions.stream()
                                    .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())),
                            new ListOffsetsOptions(isolation))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not say where topics end: " + e.getMessage(), e);
        }
    }

    private Map<TopicPartition, Long> committed(String group) throws InterruptedException {
        try {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()) {
                offsets.put(entry.getKey(), entry.getValue().offset());
            }
            return offsets;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not say how far " + group + " is: " + e.getMessage(), e);
        }
    }

    private static Set<TopicPartition> inputs(StreamsApp app) {
        Set<TopicPartition> inputs = new HashSet<>();
        app.streams()
                .ifPresent(streams -> streams.metadataForLocalThreads()
                        .forEach(
                                thread -> thread.activeTasks().forEach(task -> inputs.addAll(task.topicPartitions()))));
        return inputs;
    }

    private boolean hasRecords(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        if (from.isEmpty()) {
            return false;
        }
        probe.assign(List.copyOf(from.keySet()));
        from.forEach(probe::seek);
        while (from.keySet().stream().anyMatch(partition -> probe.position(partition) < end(ends, partition))) {
            if (!probe.poll(Duration.ofMillis(LOOK_MS)).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    @Override
    public void close() {
        probe.close();
        admin.close();
    }
}
