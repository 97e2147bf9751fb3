package io.headrace.monitor.performance;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.metrics.Scorecard;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether a model does worse live than on its test rows. The metric's standard error is estimated by leaving out one of twenty
 * consecutive groups at a time (Tukey's jackknife, grouped so that rows that resemble their neighbours count for less); the
 * unseen rows' own error is taken to be of the same kind, scaled to their number. The difference over its error is referred to
 * Student's t with as many degrees of freedom as groups less one. Checks overlap, so each spends a quarter of the false-alarm
 * rate and a full turn of the window keeps it. Immutable.
 */
public final class PerformanceTest {

    /** Checks in one turn of the window. */
    public static final int CHECKS_PER_TURN = 4;

    private static final int GROUPS = 20;

    private final double level;
    private final double tolerated;

    /**
     * A test.
     *
     * @param falseAlarmRate chance, per turn of the window without a change, that a drop is alarmed; 0 to 1
     * @param tolerated share of the expected value by which the metric may be worse, 0 or more
     */
    public PerformanceTest(double falseAlarmRate, double tolerated) {
        this.level = falseAlarmRate / CHECKS_PER_TURN;
        this.tolerated = tolerated;
    }

    /** Tests outcomes, oldest first; at least one. */
    public LiveMetric evaluate(ExpectedPerformance expected, List<Outcome> outcomes) {
        Scorecard scorecard = Scorecards.of(expected.kind(), expected.threshold(), outcomes);
        double value = scorecard.value(expected.metric());
        double shortfall = expected.metric().higherIsBetter() ? expected.value() - value : value - expected.value();
        boolean worse = shortfall > tolerated * Math.abs(expected.value());
        return new LiveMetric(
                outcomes.size(),
                expected.metric(),
                value,
                expected.value(),
                scorecard,
                worse,
                worse && pValue(shortfall, scorecard, expected) <= level);
    }

    private static double pValue(double shortfall, Scorecard scorecard, ExpectedPerformance expected) {
        double live = standardError(scorecard, expected.metric());
        double both = live * Math.sqrt(1 + scorecard.rows() / (double) Math.max(1, expected.rows()));
        if (Double.isNaN(both)) {
            return 1;
        }
        return both == 0 ? 0 : TDistribution.of(GROUPS - 1).survivalProbability(shortfall / both);
    }

    /** NaN where the metric is undefined without one of the groups, or there are too few rows to tell. */
    private static double standardError(Scorecard scorecard, Metric metric) {
        int rows = scorecard.rows();
        if (rows < 2 * GROUPS) {
            return Double.NaN;
        }
        double[] without = new double[GROUPS];
        for (int group = 0; group < GROUPS; group++) {
            int[] draws = new int[rows];
            Arrays.fill(draws, 1);
            Arrays.fill(draws, group * rows / GROUPS, (group + 1) * rows / GROUPS, 0);
            without[group] = scorecard.value(metric, draws);
        }
        double mean = Arrays.stream(without).average().orElse(Double.NaN);
        double squares = Arrays.stream(without)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares * (GROUPS - 1) / GROUPS);
    }
}
