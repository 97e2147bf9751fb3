package io.headrace.benchmarks.streams;

import io.headrace.benchmarks.results.Machine;
import java.util.List;

/**
 * All that was measured.
 *
 * @param commit of the code, such as {@code 1a271b8}, with a plus sign where it was changed since; {@code unknown} without Git
 * @param labelJoin share of the label join in the CPU time of the features app's stream threads, a run each
 */
public record StreamsResults(
        Machine machine, String commit, StreamsOptions options, List<StreamsRun> runs, List<LabelJoinShare> labelJoin) {

    public StreamsResults {
        runs = List.copyOf(runs);
        labelJoin = List.copyOf(labelJoin);
    }

    /** The share in one run, 0 to 1. */
    record LabelJoinShare(int partitions, int repetition, double share) {}
}
