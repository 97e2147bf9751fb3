package io.headrace.benchmarks.latency;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much is measured.
 *
 * @param rates events a second, each a run of its own, in this order
 * @param partitions each number of partitions that is measured
 * @param history events before the first run
 * @param seconds of one run
 * @param properties set for {@code up}, by name
 * @param ordering {@code events.ordering}; empty: the definition's default
 */
public record LatencyOptions(
        List<Integer> rates,
        List<Integer> partitions,
        int history,
        int seconds,
        Map<String, String> properties,
        Optional<String> ordering) {

    public LatencyOptions {
        rates = List.copyOf(rates);
        partitions = List.copyOf(partitions);
        properties = Map.copyOf(properties);
    }
}
