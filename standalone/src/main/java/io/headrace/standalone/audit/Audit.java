package io.headrace.standalone.audit;

import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.topic.TopicScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Holds the raw topic against predictions and quarantine. A raw record's outcome is its quarantine (by origin), the one
 * prediction of its event id, or that its id had come before. Keeps all event ids in memory.
 */
public final class Audit {

    private static final int NAMED = 20;

    private final String bootstrapServers;
    private final Topics topics;
    private final Set<String> quarantined = new HashSet<>();
    private final Set<String> quarantinedIds = new HashSet<>();
    private final Map<String, Integer> predicted = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> twice = new ArrayList<>();
    private long raw;
    private long predictions;
    private long duplicates;

    private Audit(String bootstrapServers, Topics topics) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
    }

    /** Counts a pipeline's topics as they stand; meaningful once everything sent has gone through. */
    public static AuditReport of(String bootstrapServers, Topics topics) {
        return new Audit(bootstrapServers, topics).run();
    }

    private AuditReport run() {
        TopicScan.of(bootstrapServers, topics.quarantine(), this::quarantine);
        TopicScan.of(bootstrapServers, topics.predictions(), this::predict);
        TopicScan.of(bootstrapServers, topics.raw(), this::raw);
        predicted.forEach((id, times) -> {
            if (times > 1) {
                name(twice, id + " predicted " + times + " times");
            }
        });
        return new AuditReport(raw, predictions, quarantined.size(), duplicates, lost, twice);
    }

    private void quarantine(ConsumerRecord<String, byte[]> record) {
        if (header(record, "headrace.quarantine.topic")
                .filter(topics.raw()::equals)
                .isPresent()) {
            String origin = topics.raw() + "-"
                    + header(record, "headrace.quarantine.partition").orElse("?") + "@"
                    + header(record, "headrace.quarantine.offset").orElse("?");
            quarantinedIds.add(key(record));
            if (!quarantined.add(origin)) {
                name(twice, origin + " quarantined twice");
            }
        }
    }

    private void predict(ConsumerRecord<String, byte[]> record) {
        predictions++;
        predicted.merge(key(record), 1, Integer::sum);
    }

    private void raw(ConsumerRecord<String, byte[]> record) {
        raw++;
        String origin = record.topic() + "-" + record.partition() + "@" + record.offset();
        if (quarantined.contains(origin)) {
            return;
        }
        String id = key(record);
        boolean first = seen.add(id);
        if (predicted.containsKey(id) ? !first : quarantinedIds.contains(id)) {
            duplicates++;
        } else if (!predicted.containsKey(id)) {
            name(lost, origin);
        }
    }

    private static void name(List<String> list, String what) {
        if (list.size() < NAMED) {
            list.add(what);
        }
    }

    private static String key(ConsumerRecord<String, byte[]> record) {
        return record.key() == null ? "" : record.key();
    }

    private static Optional<String> header(ConsumerRecord<String, byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }
}
