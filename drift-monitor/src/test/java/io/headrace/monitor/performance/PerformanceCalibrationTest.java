package io.headrace.monitor.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What is stated about false alarms and power, measured on a rare class. */
class PerformanceCalibrationTest {

    private static final int ROWS = 2000;
    private static final double PREVALENCE = 0.03;
    private static final int RUNS = 500;

    @Test
    void aModelThatDoesAsWellAsExpectedIsSeldomAlarmed() {
        RandomGenerator random = new SplittableRandom(1);
        PerformanceTest test = new PerformanceTest(0.05, 0);
        int alarms = 0;
        for (int run = 0; run < RUNS; run++) {
            double before = prAuc(outcomes(4000, 2, random));
            if (test.evaluate(expected(before, 4000), outcomes(ROWS, 2, random)).dropped()) {
                alarms++;
            }
        }

        // Each check spends 0.05 / 4: of 500 runs 6 are expected; 13 or more would have a probability of 1 %.
        assertThat(alarms).isLessThanOrEqualTo(13);
    }

    @Test
    void halfTheMetricGoneIsAlarmed() {
        RandomGenerator random = new SplittableRandom(2);
        PerformanceTest test = new PerformanceTest(0.01, 0.2);
        double before = prAuc(outcomes(4000, 2.5, random));
        int alarms = 0;
        for (int run = 0; run < 100; run++) {
            if (test.evaluate(expected(before, 4000), outcomes(ROWS, 1.0, random))
                    .dropped()) {
                alarms++;
            }
        }

        assertThat(alarms).isGreaterThanOrEqualTo(95);
    }

    @Test
    void anUnknownExpectationIsNeverMissed() {
        LiveMetric metric = new PerformanceTest(0.01, 0.2)
                .evaluate(expected(Double.NaN, 0), outcomes(ROWS, 0, new SplittableRandom(3)));

        assertThat(metric.dropped()).isFalse();
    }

    @Test
    void aMetricWhereLessIsBetterDropsWhenItRises() {
        List<Outcome> good = new ArrayList<>();
        List<Outcome> bad = new ArrayList<>();
        RandomGenerator random = new SplittableRandom(4);
        for (int row = 0; row < 500; row++) {
            good.add(new Outcome(row, row, List.of(random.nextGaussian()), 0));
            bad.add(new Outcome(row, row, List.of(2 * random.nextGaussian()), 0));
        }
        ExpectedPerformance expected =
                new ExpectedPerformance(ProblemKind.REGRESSION, List.of(), 0, Metric.MAE, 0.8, 1000);
        PerformanceTest test = new PerformanceTest(0.01, 0.2);

        assertThat(test.evaluate(expected, good).dropped()).isFalse();
        assertThat(test.evaluate(expected, bad).dropped()).isTrue();
    }

    private static ExpectedPerformance expected(double value, long rows) {
        return new ExpectedPerformance(ProblemKind.BINARY, List.of("no", "yes"), 0.5, Metric.PR_AUC, value, rows);
    }

    private static double prAuc(List<Outcome> outcomes) {
        return Scorecards.of(ProblemKind.BINARY, 0.5, outcomes).value(Metric.PR_AUC);
    }

    /** Positives' scores are so many deviations above the negatives'. */
    private static List<Outcome> outcomes(int rows, double separation, RandomGenerator random) {
        List<Outcome> outcomes = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            boolean positive = random.nextDouble() < PREVALENCE;
            outcomes.add(new Outcome(
                    row, row, List.of(random.nextGaussian() + (positive ? separation : 0)), positive ? 1 : 0));
        }
        return outcomes;
    }
}
