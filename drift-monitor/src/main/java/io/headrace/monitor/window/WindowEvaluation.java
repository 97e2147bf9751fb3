package io.headrace.monitor.window;

import io.headrace.monitor.drift.DriftResult;
import io.headrace.monitor.drift.DriftVerdict;
import java.util.List;

/**
 * What a window says.
 *
 * @param reported of each statistic: against the training rows alone where it is compared for the first time since the version
 *     began to serve, else as decided
 * @param decided of each statistic: against the training rows and, where it is compared with an earlier window, that one too
 * @param fromTheStart what differs from the training rows, but did so before the version served, and was not reported yet
 * @param changeSince event time from which rows are of the new kind, epoch milliseconds; the first row where nothing moved
 * @param states of the statistics that were compared, after the window
 */
public record WindowEvaluation(
        DriftVerdict reported,
        DriftVerdict decided,
        List<DriftResult> fromTheStart,
        long changeSince,
        List<StatisticState> states) {

    public WindowEvaluation {
        fromTheStart = List.copyOf(fromTheStart);
        states = List.copyOf(states);
    }
}
