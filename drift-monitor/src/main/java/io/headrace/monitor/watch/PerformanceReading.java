package io.headrace.monitor.watch;

import io.headrace.monitor.alert.CheckResult.Subject;
import io.headrace.monitor.performance.LiveMetric;
import java.util.List;

/**
 * How a version, or several together, do on their last labelled predictions.
 *
 * @param models the oldest first; one or more
 * @param oldest event time of the oldest of these predictions, epoch milliseconds
 */
record PerformanceReading(List<String> models, LiveMetric metric, long oldest) {

    PerformanceReading {
        models = List.copyOf(models);
    }

    Subject subject() {
        return models.size() == 1
                ? Subject.version(models.getFirst())
                : Subject.versions(models.getFirst(), models.getLast());
    }
}
