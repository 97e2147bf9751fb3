package io.headrace.standalone.status;

import io.headrace.cleaning.topology.Discarded;
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
 * @param dropped events dropped by a rule that says so
 * @param quarantined records of all kinds
 * @param quarantinedBy the same by {@code app: rule}
 */
public record EventCounts(
        long events,
        long clean,
        long duplicates,
        long dropped,
        long quarantined,
        SortedMap<String, Long> quarantinedBy,
        long labels,
        long features,
        long examples,
        long predictions,
        long alerts) {

    public EventCounts {
        quarantinedBy = new TreeMap<>(quarantinedBy);
    }

    /**
     * Where only cleaning writes clean events, the parts of the events add up: clean, duplicates, dropped, refused by cleaning,
     * waiting for it.
     *
     * @param counts by topic
     * @param discarded by cleaning
     */
    static EventCounts of(Topics topics, Map<String, TopicCount> counts, Discarded discarded) {
        TopicCount quarantine = counts.getOrDefault(topics.quarantine(), TopicCount.NONE);
        return new EventCounts(
                records(counts, topics.raw()),
                records(counts, topics.clean()),
                discarded.duplicates(),
                discarded.dropped(),
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
