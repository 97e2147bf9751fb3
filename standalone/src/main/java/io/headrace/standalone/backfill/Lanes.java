package io.headrace.standalone.backfill;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What brings events, by number: the partitions of the raw topic from 0, behind them those of each further stream's.
 *
 * @param partitions of the raw topic, 1 or more
 * @param streams partitions of further streams, each 1 or more, by the stream's name
 */
public record Lanes(int partitions, SortedMap<String, Integer> streams) {

    public Lanes {
        streams = Collections.unmodifiableSortedMap(new TreeMap<>(streams));
    }

    /** Without further streams. */
    public static Lanes of(int partitions) {
        return new Lanes(partitions, Collections.emptySortedMap());
    }

    /** How many there are. */
    int count() {
        return partitions
                + streams.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The number of a stream's first partition; the others follow. */
    public int first(String stream) {
        return partitions
                + streams.headMap(stream).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
    }

    /** Whether rows are made of its events. */
    boolean isOfRows(int lane) {
        return lane < partitions;
    }

    /** The further stream that a lane is of; empty where rows are made of its events. */
    Optional<String> stream(int lane) {
        int end = partitions;
        for (Map.Entry<String, Integer> stream : streams.entrySet()) {
            end += stream.getValue();
            if (lane >= partitions && lane < end) {
                return Optional.of(stream.getKey());
            }
        }
        return Optional.empty();
    }
}
