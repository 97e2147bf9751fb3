package io.headrace.monitor.performance;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.metrics.Scorecard;
import java.util.Map;

/**
 * How a model does on the last labelled predictions.
 *
 * @param labelled how many they are
 * @param metric the primary metric
 * @param value its value; NaN where it is undefined for these rows
 * @param expected its value on the model's unseen rows; NaN where it is not known
 * @param scorecard the predictions held against the truth
 * @param worse whether it is worse than expected by more than the share that is put up with
 * @param significant whether chance alone would hardly make it so much worse
 */
public record LiveMetric(
        long labelled,
        Metric metric,
        double value,
        double expected,
        Scorecard scorecard,
        boolean worse,
        boolean significant) {

    /** All metrics that are defined, in the enum's order: worked out here, since a check needs only one. */
    public Map<Metric, Double> metrics() {
        return scorecard.all();
    }

    /** Whether performance dropped: by enough to matter, and not by chance. */
    public boolean dropped() {
        return worse && significant;
    }
}
