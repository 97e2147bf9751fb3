package io.headrace.benchmarks.streams;

import java.util.List;

/**
 * How much is measured.
 *
 * @param events of each pipeline
 * @param repetitions of everything
 * @param partitions each number of partitions that is measured
 * @param limitSeconds how long one process may work
 * @param commitMillis between transactions, of the apps and of the bare loop
 */
public record StreamsOptions(
        int events, int repetitions, List<Integer> partitions, int limitSeconds, int commitMillis) {

    public StreamsOptions {
        partitions = List.copyOf(partitions);
    }
}
