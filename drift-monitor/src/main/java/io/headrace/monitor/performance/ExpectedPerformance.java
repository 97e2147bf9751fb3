package io.headrace.monitor.performance;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ProblemKind;
import java.util.List;

/**
 * What a model showed on its test rows before it served.
 *
 * @param classes in the order of its probabilities; of two the second is the positive one; empty for a regression
 * @param threshold binary: probability from which the positive class is predicted
 * @param metric the primary one
 * @param value the metric on those rows; NaN where it is not known
 * @param rows how many rows those were
 */
public record ExpectedPerformance(
        ProblemKind kind, List<String> classes, double threshold, Metric metric, double value, long rows) {

    public ExpectedPerformance {
        classes = List.copyOf(classes);
    }
}
