package io.headrace.monitor.drift;

import java.util.Comparator;
import java.util.List;

/**
 * What a window says of all statistics together.
 *
 * @param results one per statistic, in the order of the version's reference distribution
 */
public record DriftVerdict(List<DriftResult> results) {

    public DriftVerdict {
        results = List.copyOf(results);
    }

    public boolean drifted() {
        return results.stream().anyMatch(DriftResult::drifted);
    }

    /** The features that moved, the one that moved most first. */
    public List<DriftResult> movedFeatures() {
        return results.stream()
                .filter(result -> result.drifted() && !result.isPrediction())
                .sorted(Comparator.comparingDouble(DriftResult::psi).reversed())
                .toList();
    }

    /** Whether the predictions moved; at most one result. */
    public List<DriftResult> movedPrediction() {
        return results.stream()
                .filter(result -> result.drifted() && result.isPrediction())
                .toList();
    }
}
