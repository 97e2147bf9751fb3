package io.headrace.benchmarks.latency;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much is measured.
 *
 * @param rates events a second, each a run of its own, in this order
 * @param partitions each number of partitions that is measured
 * @param history events before the first run
 * @param seconds of one run
 * @param commitMillis between transactions; empty: what {@code up} does by itself
 * @param ordering {@code events.ordering}; empty: the definition's default
 */
public record LatencyOptions(
        List<Integer> rates,
        List<Integer> partitions,
        int history,
        int seconds,
        OptionalInt commitMillis,
        Optional<String> ordering) {

    public LatencyOptions {
        rates = List.copyOf(rates);
        partitions = List.copyOf(partitions);
    }
}
