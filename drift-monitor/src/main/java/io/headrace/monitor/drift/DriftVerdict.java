package io.headrace.monitor.drift;

import java.util.Comparator;
import java.util.List;

/**
 * What a window says of all statistics together.
 *
 * @param findings one per statistic, in the order of the version's reference distribution
 */
public record DriftVerdict(List<Finding> findings) {

    public DriftVerdict {
        findings = List.copyOf(findings);
    }

    public boolean drifted() {
        return findings.stream().anyMatch(Finding::drifted);
    }

    /** The features that moved, the one that moved most first. */
    public List<Finding> movedFeatures() {
        return findings.stream()
                .filter(finding -> finding.drifted() && !finding.isPrediction())
                .sorted(Comparator.comparingDouble(Finding::psi).reversed())
                .toList();
    }

    /** Whether the predictions moved; at most one finding. */
    public List<Finding> movedPrediction() {
        return findings.stream()
                .filter(finding -> finding.drifted() && finding.isPrediction())
                .toList();
    }
}
