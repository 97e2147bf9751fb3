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
public final class Backlog {

    private static final int EXACT = 20_000;

    private Backlog() {}

    /** Records waiting by group, without the prefix their names have. */
    public static SortedMap<String, Long> of(String bootstrapServers, String groupPrefix) {
        SortedMap<String, Long> waiting = new TreeMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
                KafkaConsumer<String, Boolean> consumer = TopicScan.consumer(bootstrapServers, (_, _) -> true)) {
            for (String group : groups(admin, groupPrefix)) {
                Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get();
                waiting.put(group.substring(groupPrefix.length()), waiting(consumer, read));
            }
        } catch (ExecutionException e) {
            throw new KafkaException("the broker does not tell its consumer groups: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return waiting;
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

    private static long waiting(
            KafkaConsumer<String, Boolean> consumer, Map<TopicPartition, OffsetAndMetadata> committed) {
        Map<TopicPartition, Long> from = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (offset != null && !isBetweenTasks(partition)) {
                from.put(partition, offset.offset());
            }
        });
        Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet());
        List<TopicPartition> behind = new ArrayList<>();
        long waiting = 0;
        for (Map.Entry<TopicPartition, Long> start : from.entrySet()) {
            long offsets = ends.getOrDefault(start.getKey(), 0L) - start.getValue();
            if (offsets > EXACT) {
                waiting += offsets;
            } else if (offsets > 0) {
                behind.add(start.getKey());
            }
        }
        if (!behind.isEmpty()) {
            long[] records = {0};
            consumer.assign(behind);
            behind.forEach(partition -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
            TopicScan.toEnd(consumer, _ -> records[0]++);
            waiting += records[0];
        }
        return waiting;
    }
}
