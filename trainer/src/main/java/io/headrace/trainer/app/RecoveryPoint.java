package io.headrace.trainer.app;

import io.headrace.model.Purpose;
import io.headrace.registry.protocol.view.PipelineModels;
import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.OffsetRange;
import io.headrace.schemas.topics.Topics;
import io.headrace.trainer.run.TrainingWindow;
import io.headrace.trainer.window.Checkpoint;
import io.headrace.trainer.window.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where a start goes on. Which trainings are complete follows from the offsets that {@link TrainingCommitter} commits and, for a
 * published version whose commit a crash prevented, from its lineage; whichever knows more counts.
 *
 * @param checkpoints per partition of the examples topic
 * @param retrain the first request not dealt with
 * @param ends per partition where it ended at the start
 * @param served requests that a version was trained for
 * @param modelExists whether there is a version for what the definition means
 */
record RecoveryPoint(
        Map<Integer, Checkpoint> checkpoints,
        Map<Integer, Long> ends,
        long retrain,
        Set<String> served,
        boolean modelExists) {

    /** Assigns the topics' partitions to the consumer and moves it to where reading begins. */
    static RecoveryPoint prepare(
            Consumer<byte[], byte[]> consumer, Topics topics, PipelineModels models, Purpose purpose) {
        List<TopicPartition> examples = partitions(consumer, topics.examples());
        TopicPartition requests = new TopicPartition(topics.retrain(), 0);
        List<TopicPartition> all = new ArrayList<>(examples);
        all.add(requests);
        consumer.assign(all);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(all));
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(all);
        Map<Integer, Checkpoint> checkpoints = new TreeMap<>();
        Map<Integer, Long> ends = new TreeMap<>();
        consumer.endOffsets(examples).forEach((partition, end) -> ends.put(partition.partition(), end));
        for (TopicPartition partition : examples) {
            Checkpoint checkpoint =
                    ofCommit(committed.get(partition)).later(ofLineage(topics, partition.partition(), models));
            checkpoints.put(partition.partition(), checkpoint);
            consumer.seek(partition, Math.max(checkpoint.from(), beginnings.getOrDefault(partition, 0L)));
        }
        OffsetAndMetadata request = committed.get(requests);
        long retrain = Math.max(request == null ? 0 : request.offset(), beginnings.getOrDefault(requests, 0L));
        consumer.seek(requests, retrain);
        Set<String> served = models.versions().stream()
                .map(published -> published.version().getLineage().getTrigger())
                .collect(Collectors.toUnmodifiableSet());
        boolean modelExists = models.versions().stream().anyMatch(published -> purpose.isOf(published.version()));
        return new RecoveryPoint(checkpoints, ends, retrain, served, modelExists);
    }

    /** Whether all that the last training knew was read again. */
    boolean isRebuilt(Map<Integer, Long> positions) {
        return checkpoints.entrySet().stream().allMatch(entry -> {
            long end = ends.getOrDefault(entry.getKey(), 0L);
            return positions.getOrDefault(entry.getKey(), 0L)
                    >= Math.min(entry.getValue().until(), end);
        });
    }

    /** Whether all that was there at the start was read. */
    boolean isAtHead(Map<Integer, Long> positions) {
        return ends.entrySet().stream()
                .allMatch(entry -> positions.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
    }

    /** Whether the last training knew the example. */
    boolean isKnown(Located located) {
        return checkpoints.getOrDefault(located.partition(), Checkpoint.start()).isKnown(located.offset());
    }

    /** The highest floor of all partitions: it is one for the whole window. */
    OptionalLong floor() {
        return checkpoints.values().stream()
                .map(Checkpoint::floor)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max();
    }

    private static Checkpoint ofCommit(@Nullable OffsetAndMetadata committed) {
        return committed == null
                ? Checkpoint.start()
                : Checkpoint.read(committed.offset(), committed.metadata())
                        .orElseGet(() -> new Checkpoint(0, committed.offset(), OptionalLong.empty()));
    }

    private static Checkpoint ofLineage(Topics topics, int partition, PipelineModels models) {
        if (models.versions().isEmpty()) {
            return Checkpoint.start();
        }
        Lineage lineage = models.versions().getLast().version().getLineage();
        boolean byExamples = lineage.getTrigger().equals(TrainingWindow.BY_EXAMPLES);
        OptionalLong floor = byExamples
                ? OptionalLong.empty()
                : OptionalLong.of(lineage.getWindowStart().toEpochMilli());
        for (OffsetRange range : lineage.getOffsets()) {
            if (range.getTopic().equals(topics.examples()) && range.getPartition() == partition) {
                return new Checkpoint(range.getFrom(), range.getUntil(), floor);
            }
        }
        return Checkpoint.start();
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new IllegalStateException("there is no topic " + topic + "; headrace.create-topics creates it");
        }
        return found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }
}
