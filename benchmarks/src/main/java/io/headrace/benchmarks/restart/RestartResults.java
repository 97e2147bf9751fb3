package io.headrace.benchmarks.restart;

import io.headrace.benchmarks.results.Machine;
import java.util.List;

/**
 * All that was measured.
 *
 * @param commit such as {@code 1a271b8}
 */
public record RestartResults(Machine machine, String commit, RestartOptions options, List<RestartRun> runs) {

    public RestartResults {
        runs = List.copyOf(runs);
    }
}
