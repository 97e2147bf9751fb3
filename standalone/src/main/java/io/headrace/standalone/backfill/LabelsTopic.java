package io.headrace.standalone.backfill;

import io.headrace.features.app.intake.FeatureInput;
import io.headrace.features.app.intake.InputReaders;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.time.PartitionClock;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The labels of a pipeline, taken beside its events as the features app takes them: each counts as of the robust clock of its
 * partition, so it may come early and then waits for its event, but never late.
 */
final class LabelsTopic implements Source.LabelsBeside {

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RecordIntake<FeatureInput> intake;
    private final Map<Integer, Partition> partitions = new TreeMap<>();
    private final SortedMap<String, Long> refused = new TreeMap<>();

    private static final class Partition {
        private final TopicPartition name;
        private final long end;
        private final PartitionClock clock = new PartitionClock();
        private final Deque<Ready> ready = new ArrayDeque<>();
        private boolean read;

        Partition(TopicPartition name, long end) {
            this.name = name;
            this.end = end;
        }
    }

    private record Ready(long order, GivenLabel given) {}

    private LabelsTopic(
            KafkaConsumer<byte[], byte[]> consumer, RecordIntake<FeatureInput> intake, Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.intake = intake;
        ends.forEach((partition, end) -> partitions.put(partition.partition(), new Partition(partition, end)));
    }

    static LabelsTopic open(
            String bootstrapServers, Topics running, PipelineDefinition definition, AvroSerdes serdes, long now) {
        KafkaConsumer<byte[], byte[]> consumer = TopicSource.consumer(bootstrapServers);
        Map<TopicPartition, Long> ends = TopicSource.fromTheBeginning(consumer, List.of(running.labels()));
        RecordIntake<FeatureInput> intake =
                new InputReaders(definition, new FeatureRecords(definition), serdes).labels(() -> now);
        return new LabelsTopic(consumer, intake, ends);
    }

    @Override
    public Optional<GivenLabel> before(long time) {
        for (Partition partition : partitions.values()) {
            while (partition.ready.isEmpty() && !isRead(partition)) {
                read();
            }
            Ready first = partition.ready.peek();
            if (first != null && first.order() <= time) {
                partition.ready.remove();
                return Optional.of(first.given());
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean isAtEnd() {
        return partitions.values().stream().allMatch(partition -> partition.ready.isEmpty() && isRead(partition));
    }

    /** Asked for each event, and a consumer's position is no field. */
    private boolean isRead(Partition partition) {
        partition.read = partition.read || consumer.position(partition.name) >= partition.end;
        return partition.read;
    }

    private void read() {
        // One that has something ready can wait: so the others' labels do not pile up.
        for (Partition partition : partitions.values()) {
            if (partition.ready.isEmpty() && !isRead(partition)) {
                consumer.resume(List.of(partition.name));
            } else {
                consumer.pause(List.of(partition.name));
            }
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            Partition partition = partitions.get(record.partition());
            if (partition != null && record.offset() < partition.end) {
                take(record, partition);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Partition partition) {
        switch (intake.read(record)) {
            case Intake.Accepted<FeatureInput>(var _, var _, FeatureInput.Given(GivenLabel given)) -> {
                partition.clock.see(given.labelledAt());
                partition.ready.add(new Ready(Math.max(0, partition.clock.now()), given));
            }
            case Intake.Refused<FeatureInput>(Refusal why) -> refused.merge(why.rule(), 1L, Long::sum);
            case Intake.Accepted<FeatureInput> other ->
                throw new IllegalStateException("labels are read as labels, and this is " + other.value());
        }
    }

    /** By rule, so far. */
    SortedMap<String, Long> refused() {
        return Collections.unmodifiableSortedMap(refused);
    }

    void close() {
        consumer.close();
    }
}
