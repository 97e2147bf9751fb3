package io.headrace.benchmarks.latency;

import io.headrace.benchmarks.results.Machine;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that was measured.
 *
 * @param commits of each checkout, such as {@code 1a271b8}
 */
public record LatencyResults(Machine machine, Map<String, String> commits, Setting setting, List<LatencyRun> runs) {

    public LatencyResults {
        commits = Map.copyOf(commits);
        runs = List.copyOf(runs);
    }

    /**
     * What was the same in all runs.
     *
     * @param properties set for {@code up}, by name
     * @param ordering of events, or {@code default}
     * @param history events before the first run
     * @param seconds of one run
     */
    public record Setting(SortedMap<String, String> properties, String ordering, int history, int seconds) {

        static Setting of(LatencyOptions options) {
            return new Setting(
                    new TreeMap<>(options.properties()),
                    options.ordering().orElse("default"),
                    options.history(),
                    options.seconds());
        }
    }
}
