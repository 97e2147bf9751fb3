package io.headrace.benchmarks.online;

import io.headrace.benchmarks.results.Machine;
import java.util.List;

/**
 * All that was measured.
 *
 * @param commit of the code
 */
public record OnlineResults(Machine machine, String commit, OnlineOptions setting, List<OnlineRun> runs) {

    public OnlineResults {
        runs = List.copyOf(runs);
    }
}
