package io.headrace.standalone.topic;

import io.headrace.schemas.quarantine.Quarantined;
import io.headrace.schemas.topics.Topics;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts the committed records of topics. Offsets do not tell: each transaction takes one of its own. So records are read,
 * but each only once where a file may remember what was counted. Not thread-safe.
 */
public final class RecordCounter implements AutoCloseable {

    private final KafkaConsumer<String, Boolean> consumer;
    private final Collection<String> topics;
    private final List<TopicPartition> partitions;
    private final Optional<CountMemory> memory;
    private final Map<TopicPartition, PartitionCount> counts;

    private RecordCounter(
            KafkaConsumer<String, Boolean> consumer, Collection<String> topics, Optional<CountMemory> memory) {
        this.consumer = consumer;
        this.topics = List.copyOf(topics);
        this.partitions = topics.stream()
                .flatMap(topic -> TopicScan.partitions(consumer, topic).stream())
                .toList();
        this.memory = memory;
        this.counts = new HashMap<>();
        Map<TopicPartition, PartitionCount> known =
                memory.map(CountMemory::read).orElseGet(HashMap::new);
        partitions.forEach(partition ->
                counts.put(partition, known.getOrDefault(partition, new PartitionCount(0, TopicCount.NONE))));
        consumer.assign(partitions);
    }

    /**
     * A counter of topics that exist.
     *
     * @param memory the file that remembers; topics that are compacted must do without
     */
    public static RecordCounter open(String bootstrapServers, Collection<String> topics, Optional<Path> memory) {
        KafkaConsumer<String, Boolean> consumer = TopicScan.consumer(bootstrapServers, (_, _) -> Boolean.TRUE);
        try {
            return new RecordCounter(consumer, topics, memory.map(CountMemory::new));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Counts on to the topics' ends as they are now; by topic, every one is there. */
    public SortedMap<String, TopicCount> count() {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean more = false;
        for (TopicPartition partition : partitions) {
            PartitionCount count = counts.getOrDefault(partition, new PartitionCount(0, TopicCount.NONE));
            // Another topic of the same name: what was counted is gone.
            boolean other = count.next() > ends.getOrDefault(partition, 0L);
            if (other) {
                count = new PartitionCount(0, TopicCount.NONE);
                counts.put(partition, count);
            }
            consumer.seek(partition, Math.max(count.next(), begins.getOrDefault(partition, 0L)));
            more |= other || count.next() < ends.getOrDefault(partition, 0L);
        }
        if (more) {
            TopicScan.toEnd(consumer, this::add);
            partitions.forEach(partition -> counts.compute(
                    partition,
                    (_, count) -> new PartitionCount(
                            consumer.position(partition), count == null ? TopicCount.NONE : count.counted())));
            memory.ifPresent(file -> file.write(counts));
        }
        return byTopic();
    }

    private void add(ConsumerRecord<String, Boolean> record) {
        SortedMap<String, Long> kinds = new TreeMap<>();
        Quarantined.read(record.headers()).ifPresent(why -> kinds.put(kind(why), 1L));
        TopicCount one = new TopicCount(1, kinds);
        counts.merge(
                new TopicPartition(record.topic(), record.partition()),
                new PartitionCount(record.offset() + 1, one),
                (before, _) ->
                        new PartitionCount(record.offset() + 1, before.counted().plus(one)));
    }

    private SortedMap<String, TopicCount> byTopic() {
        SortedMap<String, TopicCount> sums = new TreeMap<>();
        topics.forEach(topic -> sums.put(topic, TopicCount.NONE));
        counts.forEach((partition, count) -> sums.merge(partition.topic(), count.counted(), TopicCount::plus));
        return sums;
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** What is of a further stream is none of the events. */
    private static String kind(Quarantined why) {
        String of = Topics.streamOf(why.topic()).map(stream -> " of " + stream).orElse("");
        return why.app() + of + ": " + why.rule();
    }
}
