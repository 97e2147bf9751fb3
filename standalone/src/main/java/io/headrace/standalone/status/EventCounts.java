package io.headrace.standalone.status;

import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.topic.TopicCount;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Records of a pipeline's topics, and what they tell.
 *
 * @param events that came in
 * @param duplicates events dropped because their id had come before
 * @param dropped events dropped by a rule that says so
 * @param droppedBefore events dropped for one reason or the other before this process began to count them apart; 0 where no rule
 *     drops, for then all are duplicates
 * @param quarantined records of all kinds
 * @param quarantinedBy the same by {@code app: rule}
 */
public record EventCounts(
        long events,
        long clean,
        long duplicates,
        long dropped,
        long droppedBefore,
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
     * The parts of the events add up: clean, duplicates, dropped either way, refused by cleaning, waiting for it.
     *
     * @param counts by topic
     * @param waiting raw records that cleaning has still to read
     * @param drops what cleaning has counted since its process started; empty where no rule drops
     */
    static EventCounts of(Topics topics, Map<String, TopicCount> counts, long waiting, Optional<Drops> drops) {
        TopicCount quarantine = counts.getOrDefault(topics.quarantine(), TopicCount.NONE);
        long events = records(counts, topics.raw());
        long clean = records(counts, topics.clean());
        long refused = quarantine.kinds().entrySet().stream()
                .filter(kind -> kind.getKey().startsWith(CLEANING + ": "))
                .mapToLong(Map.Entry::getValue)
                .sum();
        long gone = Math.max(0, events - clean - refused - waiting);
        // An aborted transaction's records are counted again by the app, never on the topics.
        long dropped = Math.min(gone, drops.map(Drops::byRule).orElse(0L));
        long duplicates = Math.min(gone - dropped, drops.map(Drops::duplicates).orElse(gone));
        return new EventCounts(
                events,
                clean,
                duplicates,
                dropped,
                gone - dropped - duplicates,
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
