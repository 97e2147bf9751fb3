package io.headrace.schemas.metrics;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ProblemKind;
import java.util.Arrays;

/** What all scorecards check and count alike. */
final class Rows {

    /** Probabilities are float32 in models: one nearer to 0 than this stands for it, so that a log loss stays finite. */
    private static final double LEAST_PROBABILITY = 1e-12;

    private Rows() {}

    static void check(int rows, int others) {
        if (rows == 0) {
            throw new IllegalArgumentException("no rows: a metric needs at least one");
        }
        if (rows != others) {
            throw new IllegalArgumentException(
                    rows + " predictions but " + others + " of the other; one each is needed");
        }
    }

    static void checkNumbers(String what, double[] values) {
        for (int row = 0; row < values.length; row++) {
            if (Double.isNaN(values[row])) {
                throw new IllegalArgumentException(what + " of row " + row + " is NaN; a number is needed");
            }
        }
    }

    static int[] once(int rows) {
        int[] draws = new int[rows];
        Arrays.fill(draws, 1);
        return draws;
    }

    /** Negative log likelihood, natural logarithm, of what came true with this probability. */
    static double surprise(double probability) {
        return -Math.log(Math.clamp(probability, LEAST_PROBABILITY, 1));
    }

    static IllegalArgumentException unfit(Metric metric, ProblemKind kind) {
        return new IllegalArgumentException(metric.text() + " does not judge a " + kind + " problem");
    }
}
