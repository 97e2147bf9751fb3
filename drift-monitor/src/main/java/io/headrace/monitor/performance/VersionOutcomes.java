package io.headrace.monitor.performance;

import java.util.List;

/**
 * A version's labelled predictions.
 *
 * @param outcomes in the order in which they count
 */
public record VersionOutcomes(String model, ExpectedPerformance expected, List<Outcome> outcomes) {

    public VersionOutcomes {
        outcomes = List.copyOf(outcomes);
    }
}
