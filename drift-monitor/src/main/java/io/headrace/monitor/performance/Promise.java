package io.headrace.monitor.performance;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ProblemKind;

/**
 * What a model showed on its own unseen rows before it served.
 *
 * @param threshold binary: probability from which the positive class is predicted
 * @param expected the metric on those rows; NaN where it is not known
 * @param rows how many rows those were
 */
public record Promise(ProblemKind kind, double threshold, Metric metric, double expected, long rows) {}
