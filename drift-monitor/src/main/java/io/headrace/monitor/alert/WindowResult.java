package io.headrace.monitor.alert;

import io.headrace.monitor.performance.LiveMetric;
import io.headrace.monitor.window.WindowEvaluation;
import java.util.Optional;

/**
 * A complete window, evaluated.
 *
 * @param model the version that serves at its end, as {@code pipeline@version}
 * @param end event time of its last row, and the rows so far
 * @param performance of that version, where labels have said enough
 */
public record WindowResult(
        String model, Occurrence end, WindowEvaluation evaluation, Optional<LiveMetric> performance) {}
