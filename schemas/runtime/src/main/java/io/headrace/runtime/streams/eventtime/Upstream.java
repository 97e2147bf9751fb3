package io.headrace.runtime.streams.eventtime;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The sources that something comes from.
 *
 * @param inputs by the sources' numbers, from 0: the partitions that what a source brings is of
 * @param beside by their numbers, each {@code inputs.size()} or more, the partitions of sources that are waited for like the others but
 *     do not say how far event time has come: what they bring may be of times far beyond. Their numbers have gaps, so that one keeps its own when
 *     others come or go
 * @param idleAfter an input that has got nothing for so long is idle; empty where none ever is, as in a replay
 * @param ends where inputs end
 */
public record Upstream(
        List<List<TopicPartition>> inputs,
        SortedMap<Integer, List<TopicPartition>> beside,
        Optional<Duration> idleAfter,
        InputEnds ends) {

    public Upstream {
        inputs = inputs.stream().map(List::copyOf).toList();
        SortedMap<Integer, List<TopicPartition>> others = new TreeMap<>();
        beside.forEach((number, partitions) -> others.put(number, List.copyOf(partitions)));
        beside = Collections.unmodifiableSortedMap(others);
        if (!beside.isEmpty() && beside.firstKey() < inputs.size()) {
            throw new IllegalArgumentException("a source beside " + inputs.size()
                    + " others has a number from there on, found " + beside.firstKey());
        }
    }

    /** Sources that all say how far event time has come. */
    public Upstream(List<List<TopicPartition>> inputs, Optional<Duration> idleAfter, InputEnds ends) {
        this(inputs, new TreeMap<>(), idleAfter, ends);
    }

    /** How many sources say how far event time has come: those numbered below. */
    int leading() {
        return inputs.size();
    }

    /** The numbers of all sources, in order. */
    int[] numbers() {
        int[] numbers = new int[inputs.size() + beside.size()];
        for (int source = 0; source < inputs.size(); source++) {
            numbers[source] = source;
        }
        int at = inputs.size();
        for (int number : beside.keySet()) {
            numbers[at++] = number;
        }
        return numbers;
    }

    /** The partitions of a source. */
    List<TopicPartition> of(int number) {
        return number < inputs.size() ? inputs.get(number) : beside.getOrDefault(number, List.of());
    }
}
