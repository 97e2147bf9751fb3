package io.headrace.monitor.drift;

import io.headrace.monitor.statistics.ChiSquaredHomogeneity;

/**
 * What a window says of one statistic.
 *
 * @param statistic the feature's name, or {@code prediction}
 * @param test against the reference that it differs from with the least certainty
 * @param earlierWindow whether that reference is an earlier window instead of the training rows
 * @param adjustedP the p-value as it stands among all statistics of the window, 0 to 1
 * @param psi population stability index, 0 or more; the least over its references
 * @param drifted whether it moved: significant among all, and by enough to matter
 * @param suspect whether it may have moved, by certainty or by size alone
 */
public record DriftResult(
        String statistic,
        ChiSquaredHomogeneity test,
        boolean earlierWindow,
        double adjustedP,
        double psi,
        boolean drifted,
        boolean suspect) {

    public boolean isPrediction() {
        return statistic.equals(CountedStatistic.PREDICTION);
    }
}
