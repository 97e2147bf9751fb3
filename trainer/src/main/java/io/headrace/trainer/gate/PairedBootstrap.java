package io.headrace.trainer.gate;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.metrics.Scorecard;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Whether one model is better than another on the same rows, beyond chance: rows are drawn with replacement many times, the same
 * draw for both, and it counts how often the first is not better (Efron and Tibshirani 1993, chapter 15). Seeded.
 */
public final class PairedBootstrap {

    private static final int RESAMPLES = 2000;

    private PairedBootstrap() {}

    /**
     * One-sided.
     *
     * @param one of the same rows as the other, in the same order
     * @return share of resamples, the data itself counted as one of them, in which one is not better than other; above 0, at
     *     most 1
     */
    public static double pValue(Scorecard one, Scorecard other, Metric metric, long seed) {
        int rows = one.rows();
        if (rows != other.rows()) {
            throw new IllegalArgumentException(
                    "both models judge the same rows, found " + rows + " and " + other.rows());
        }
        SplittableRandom random = new SplittableRandom(seed);
        int[] draws = new int[rows];
        int notBetter = 0;
        for (int resample = 0; resample < RESAMPLES; resample++) {
            Arrays.fill(draws, 0);
            for (int row = 0; row < rows; row++) {
                draws[random.nextInt(rows)]++;
            }
            double difference = one.value(metric, draws) - other.value(metric, draws);
            boolean better = metric.higherIsBetter() ? difference > 0 : difference < 0;
            notBetter += better ? 0 : 1;
        }
        return (notBetter + 1.0) / (RESAMPLES + 1.0);
    }
}
