package io.headrace.monitor.window;

import java.util.Optional;

/**
 * What is known of one statistic from the windows so far.
 *
 * @param statistic its name
 * @param comparedFor the version it was first compared for since that version began to serve; empty before the first
 * @param suspect whether it may have moved in the last window
 * @param announced whether it was reported to differ from the training rows from the start
 * @param earlier values of an earlier window, where it differs from the training rows but did so before the version served
 */
public record StatisticState(
        String statistic, String comparedFor, boolean suspect, boolean announced, Optional<SampledValues> earlier) {

    /** Of a statistic that no window was compared in. */
    public static StatisticState unknown(String statistic) {
        return new StatisticState(statistic, "", false, false, Optional.empty());
    }

    boolean isNewFor(String model) {
        return !comparedFor.equals(model);
    }

    StatisticState withEarlier(Optional<SampledValues> values) {
        return new StatisticState(statistic, comparedFor, suspect, announced, values);
    }

    StatisticState after(String model, boolean mayHaveMoved, boolean nowAnnounced) {
        return new StatisticState(statistic, model, mayHaveMoved, nowAnnounced, earlier);
    }
}
