package io.headrace.benchmarks.engine;

import io.headrace.benchmarks.results.Machine;
import java.util.List;

/**
 * All that was measured.
 *
 * @param commit such as {@code 1a271b8}
 */
public record EngineResults(Machine machine, String commit, EngineOptions options, List<EngineRun> runs) {

    public EngineResults {
        runs = List.copyOf(runs);
    }
}
