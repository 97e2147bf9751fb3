package io.headrace.standalone.topic;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Records of one topic.
 *
 * @param records committed ones
 * @param kinds of those in quarantine, by {@code app: rule}, or {@code app of STREAM: rule} of a further stream
 */
public record TopicCount(long records, SortedMap<String, Long> kinds) {

    /** Of a topic that holds nothing. */
    public static final TopicCount NONE = new TopicCount(0, new TreeMap<>());

    public TopicCount {
        kinds = new TreeMap<>(kinds);
    }

    TopicCount plus(TopicCount other) {
        SortedMap<String, Long> both = new TreeMap<>(kinds);
        other.kinds.forEach((kind, count) -> both.merge(kind, count, Long::sum));
        return new TopicCount(records + other.records, both);
    }
}
