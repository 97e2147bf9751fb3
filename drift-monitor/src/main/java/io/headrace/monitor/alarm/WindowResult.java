package io.headrace.monitor.alarm;

import io.headrace.monitor.drift.DriftVerdict;
import io.headrace.monitor.performance.LiveMetric;
import java.util.Optional;

/**
 * A complete window, judged.
 *
 * @param model the champion, as {@code pipeline@version}
 * @param first whether it is the champion's first
 * @param end event time of its last row, epoch milliseconds
 * @param changeSince event time from which its rows are of the new kind; its start where nothing moved
 * @param performance of the champion, where labels have said enough
 */
public record WindowResult(
        String model,
        boolean first,
        long end,
        DriftVerdict verdict,
        long changeSince,
        Optional<LiveMetric> performance) {}
