package io.headrace.benchmarks.latency;

import io.headrace.benchmarks.results.Machine;
import java.util.List;
import java.util.Map;

/**
 * All that was measured.
 *
 * @param commits of each checkout, such as {@code 1a271b8}
 * @param commitInterval between transactions
 * @param ordering of events
 */
public record LatencyResults(
        Machine machine,
        Map<String, String> commits,
        String commitInterval,
        String ordering,
        int secondsPerRun,
        List<LatencyRun> runs) {

    public LatencyResults {
        commits = Map.copyOf(commits);
        runs = List.copyOf(runs);
    }
}
