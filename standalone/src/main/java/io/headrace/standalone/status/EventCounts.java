package io.headrace.standalone.status;

import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.topic.TopicCount;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Records of a pipeline's topics, and what they tell.
 *
 * @param events that came in
 * @param duplicates events dropped because their id had come before
 * @param quarantined records of all kinds
 * @param quarantinedBy the same by {@code app: rule}
 */
public record EventCounts(
        long events,
        long clean,
        long duplicates,
        long quarantined,
        SortedMap<String, Long> quarantinedBy,
        long labels,
        long features,
        long examples,
        long predictions,
        long alerts) {

    private static final String CLEANING = "cleaning";

    public EventCounts {
        quarantinedBy = new TreeMap<>(quarantinedBy);
    }

    /**
     * @param counts by topic
     * @param waiting records an app has still to read, by app
     */
    static EventCounts of(Topics topics, Map<String, TopicCount> counts, Map<String, Long> waiting) {
        TopicCount quarantine = counts.getOrDefault(topics.quarantine(), TopicCount.NONE);
        long events = records(counts, topics.raw());
        long clean = records(counts, topics.clean());
        long refused = quarantine.kinds().entrySet().stream()
                .filter(kind -> kind.getKey().startsWith(CLEANING + ": "))
                .mapToLong(Map.Entry::getValue)
                .sum();
        long duplicates = events - clean - refused - waiting.getOrDefault(CLEANING, 0L);
        return new EventCounts(
                events,
                clean,
                Math.max(0, duplicates),
                quarantine.records(),
                quarantine.kinds(),
                records(counts, topics.labels()),
                records(counts, topics.features()),
                records(counts, topics.examples()),
                records(counts, topics.predictions()),
                records(counts, topics.alerts()));
    }

    private static long records(Map<String, TopicCount> counts, String topic) {
        return counts.getOrDefault(topic, TopicCount.NONE).records();
    }
}
