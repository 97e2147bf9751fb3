package io.headrace.benchmarks.backfill;

import io.headrace.benchmarks.results.Machine;
import java.util.List;

/**
 * All that was measured.
 *
 * @param commit such as {@code 1a271b8}
 * @param sourceBytes of the file that is read
 */
public record BackfillResults(
        Machine machine, String commit, BackfillOptions options, long sourceBytes, List<BackfillRun> runs) {

    public BackfillResults {
        runs = List.copyOf(runs);
    }
}
