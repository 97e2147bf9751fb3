package io.headrace.schemas.metrics;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ProblemKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * Predictions held against the truth. Built once (ranking included), then asked for any metric, also of resamples of the
 * same rows, which are given as how often each row was drawn. No metric depends on the order of the rows: equal scores are
 * treated as one. Immutable; safe for use by many threads.
 */
public sealed interface Scorecard permits BinaryMetrics, MulticlassMetrics, RegressionMetrics {

    /** The kind of problem whose metrics are known here. */
    ProblemKind kind();

    /** How many predictions are judged; 1 or more. */
    int rows();

    /**
     * One metric.
     *
     * @return NaN where it is undefined for these rows (PR AUC without a positive row, R² of a constant)
     * @throws IllegalArgumentException for a metric that does not fit the kind of problem
     */
    double value(Metric metric);

    /**
     * One metric of a resample.
     *
     * @param draws per row how often it was drawn, 0 or more; at least one above 0
     * @return NaN where it is undefined for the resample
     */
    double value(Metric metric, int[] draws);

    /** Every metric that fits and is defined, in the enum's order. */
    default Map<Metric, Double> all() {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (metric.fits(kind())) {
                double value = value(metric);
                if (!Double.isNaN(value)) {
                    values.put(metric, value);
                }
            }
        }
        return values;
    }
}
