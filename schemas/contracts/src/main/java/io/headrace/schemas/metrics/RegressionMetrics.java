package io.headrace.schemas.metrics;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ProblemKind;

/** The metrics of predicted quantities. */
public final class RegressionMetrics implements Scorecard {

    private final double[] predicted;
    private final double[] truth;
    private final int[] once;

    private RegressionMetrics(double[] predicted, double[] truth) {
        this.predicted = predicted;
        this.truth = truth;
        this.once = Rows.once(truth.length);
    }

    /**
     * Judges predictions.
     *
     * @param predicted per row the predicted quantity
     * @param truth per row what it turned out to be, in the same unit
     */
    public static RegressionMetrics of(double[] predicted, double[] truth) {
        Rows.check(predicted.length, truth.length);
        Rows.checkNumbers("prediction", predicted);
        Rows.checkNumbers("truth", truth);
        return new RegressionMetrics(predicted.clone(), truth.clone());
    }

    @Override
    public ProblemKind kind() {
        return ProblemKind.REGRESSION;
    }

    @Override
    public int rows() {
        return truth.length;
    }

    @Override
    public double value(Metric metric) {
        return value(metric, once);
    }

    @Override
    public double value(Metric metric, int[] draws) {
        Rows.check(rows(), draws.length);
        return switch (metric) {
            case MAE -> meanAbsoluteError(draws);
            case RMSE -> Math.sqrt(meanSquaredError(draws));
            case R2 -> determination(draws);
            case PR_AUC,
                    ROC_AUC,
                    ACCURACY,
                    KAPPA,
                    PRECISION,
                    RECALL,
                    F1,
                    PRECISION_AT_TOP_100,
                    LOG_LOSS,
                    CALIBRATION_ERROR -> throw Rows.unfit(metric, kind());
        };
    }

    private double meanAbsoluteError(int[] draws) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            sum += draws[row] * Math.abs(predicted[row] - truth[row]);
        }
        return sum / total(draws);
    }

    private double meanSquaredError(int[] draws) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            double error = predicted[row] - truth[row];
            sum += draws[row] * error * error;
        }
        return sum / total(draws);
    }

    /** One minus the squared error over that of the mean; NaN where the truth does not vary. */
    private double determination(int[] draws) {
        double mean = 0;
        for (int row = 0; row < truth.length; row++) {
            mean += draws[row] * truth[row];
        }
        mean /= total(draws);
        double variance = 0;
        for (int row = 0; row < truth.length; row++) {
            variance += draws[row] * (truth[row] - mean) * (truth[row] - mean);
        }
        variance /= total(draws);
        return variance == 0 ? Double.NaN : 1 - meanSquaredError(draws) / variance;
    }

    private static long total(int[] draws) {
        long total = 0;
        for (int count : draws) {
            total += count;
        }
        return total;
    }
}
