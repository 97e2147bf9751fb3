package io.headrace.monitor.drift;

import io.headrace.monitor.statistics.ChiSquaredHomogeneity;

/**
 * What a window says of one statistic.
 *
 * @param statistic the feature's name, or {@code prediction}
 * @param adjustedP the p-value as it stands among all statistics of the window, 0 to 1
 * @param psi population stability index, 0 or more
 * @param drifted whether it moved: significant among all, and by enough to matter
 */
public record Finding(String statistic, ChiSquaredHomogeneity test, double adjustedP, double psi, boolean drifted) {}
