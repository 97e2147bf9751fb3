package io.headrace.standalone.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What consumer groups have still to read, in records: the marks of transactions at the end of a topic are no work. Beyond
 * {@value #EXACT} offsets, offsets are told.
 */
public record Backlog(List<Part> parts) {

    /** Of a system that has not started. */
    public static final Backlog NONE = new Backlog(List.of());

    private static final int EXACT = 20_000;

    /**
     * What one group has still to read of one topic.
     *
     * @param group without the prefix that their names have
     */
    public record Part(String group, String topic, long records) {}

    public Backlog {
        parts = List.copyOf(parts);
    }

    /** Records waiting by group; a group with nothing to do is among them. */
    public SortedMap<String, Long> byGroup() {
        SortedMap<String, Long> waiting = new TreeMap<>();
        parts.forEach(part -> waiting.merge(part.group(), part.records(), Long::sum));
        return waiting;
    }

    /** Records that the furthest behind of a topic's groups has still to read. */
    public long of(String topic) {
        return parts.stream()
                .filter(part -> part.topic().equals(topic))
                .mapToLong(Part::records)
                .max()
                .orElse(0);
    }

    /** Asks the broker about the groups whose names begin so. */
    public static Backlog read(String bootstrapServers, String groupPrefix) {
        List<Part> parts = new ArrayList<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
                KafkaConsumer<String, Boolean> consumer = TopicScan.consumer(bootstrapServers, (_, _) -> true)) {
            for (String group : groups(admin, groupPrefix)) {
                Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get();
                String name = group.substring(groupPrefix.length());
                waiting(consumer, read).forEach((topic, records) -> parts.add(new Part(name, topic, records)));
            }
        } catch (ExecutionException e) {
            throw new KafkaException("the broker does not tell its consumer groups: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Backlog(parts);
    }

    private static List<String> groups(Admin admin, String prefix) throws ExecutionException, InterruptedException {
        return admin.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .filter(id -> id.startsWith(prefix))
                // The connectors' worker reads no topic of the pipeline.
                .filter(id -> !id.equals(prefix + "connect"))
                // Of a pipeline whose name begins like this one's.
                .filter(id -> id.indexOf('-', prefix.length()) < 0)
                .toList();
    }

    /** An app's own way from task to task: idle tasks say there all the time that they are, which is no work. */
    private static boolean isBetweenTasks(TopicPartition partition) {
        return partition.topic().endsWith("-repartition");
    }

    /** By topic. */
    private static SortedMap<String, Long> waiting(
            KafkaConsumer<String, Boolean> consumer, Map<TopicPartition, OffsetAndMetadata> committed) {
        Map<TopicPartition, Long> from = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (offset != null && !isBetweenTasks(partition)) {
                from.put(partition, offset.offset());
            }
        });
        SortedMap<String, Long> waiting = new TreeMap<>();
        List<TopicPartition> behind = new ArrayList<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet());
        from.forEach((partition, offset) -> {
            long offsets = Math.max(0, ends.getOrDefault(partition, 0L) - offset);
            waiting.merge(partition.topic(), offsets > EXACT ? offsets : 0, Long::sum);
            if (offsets > 0 && offsets <= EXACT) {
                behind.add(partition);
            }
        });
        if (!behind.isEmpty()) {
            consumer.assign(behind);
            behind.forEach(partition -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
            TopicScan.toEnd(consumer, record -> waiting.merge(record.topic(), 1L, Long::sum));
        }
        return waiting;
    }
}
