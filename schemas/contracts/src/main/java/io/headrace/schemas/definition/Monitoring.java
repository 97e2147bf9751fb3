package io.headrace.schemas.definition;

import java.time.Duration;

/**
 * How live data and accuracy are watched.
 *
 * @param window how many feature rows one drift test compares with the baseline
 * @param falseAlarmRate family-wise: chance, per window without drift, that any statistic alarms; 0 to 1
 * @param minimumPsi a shift smaller than this population stability index never alarms, however significant
 * @param labelledWindow how many labelled predictions one performance check takes
 * @param performanceDrop alarm when the primary metric is worse than at training by more than this share of it, and with
 *     significance at the false-alarm rate
 * @param coolDown event time after a retrain request in which no further one is made
 */
public record Monitoring(
        int window,
        double falseAlarmRate,
        double minimumPsi,
        int labelledWindow,
        double performanceDrop,
        Duration coolDown) {

    public Monitoring {
        Bounds.atLeast("monitor.window", 1, window);
        Bounds.share("monitor.falseAlarmRate", falseAlarmRate);
        Bounds.atLeast("monitor.labelledWindow", 1, labelledWindow);
        Bounds.share("monitor.performanceDrop", performanceDrop);
        Bounds.positive("monitor.coolDown", coolDown);
        if (!(minimumPsi >= 0 && Double.isFinite(minimumPsi))) {
            throw new IllegalArgumentException("monitor.minimumPsi is 0 or more, found " + minimumPsi);
        }
    }
}
