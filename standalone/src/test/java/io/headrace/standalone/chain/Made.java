package io.headrace.standalone.chain;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came out.
 *
 * @param topics records as text, by topic, in their order
 * @param refused what is in quarantine, sorted: in one topology what the three refuse is mixed otherwise
 */
record Made(Map<String, List<String>> topics, List<String> refused) {

    SortedMap<String, Integer> counts() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        topics.forEach((topic, records) -> counts.put(topic, records.size()));
        counts.put("quarantine", refused.size());
        return counts;
    }
}
