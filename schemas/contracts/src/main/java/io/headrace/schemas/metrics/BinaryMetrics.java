package io.headrace.schemas.metrics;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ProblemKind;
import java.util.Arrays;

/** The metrics of a two-class problem. */
public final class BinaryMetrics implements Scorecard {

    private static final int TOP = 100;
    private static final int NEGATIVE = 0;
    private static final int POSITIVE = 1;

    private final double[] scores;
    private final int[] truth;
    private final int[] predicted;
    private final Ranking ranking;
    private final int[] once;

    private BinaryMetrics(double[] scores, boolean[] positives, double threshold) {
        this.scores = scores;
        this.truth = new int[scores.length];
        this.predicted = new int[scores.length];
        for (int row = 0; row < scores.length; row++) {
            truth[row] = positives[row] ? POSITIVE : NEGATIVE;
            predicted[row] = scores[row] >= threshold ? POSITIVE : NEGATIVE;
        }
        this.ranking = Ranking.of(scores, positives);
        this.once = Rows.once(scores.length);
    }

    /**
     * Judges scores.
     *
     * @param scores per row the positive class's probability, 0 to 1
     * @param positives per row whether it is of the positive class
     * @param threshold score from which the positive class is predicted
     */
    public static BinaryMetrics of(double[] scores, boolean[] positives, double threshold) {
        Rows.check(scores.length, positives.length);
        Rows.checkNumbers("score", scores);
        return new BinaryMetrics(scores.clone(), positives.clone(), threshold);
    }

    @Override
    public ProblemKind kind() {
        return ProblemKind.BINARY;
    }

    @Override
    public int rows() {
        return scores.length;
    }

    /** Rows by class; the positive class has index 1. */
    public ConfusionMatrix confusion() {
        return confusion(once);
    }

    /** Rows of the positive class. */
    public int positives() {
        return Arrays.stream(truth).sum();
    }

    @Override
    public double value(Metric metric) {
        return value(metric, once);
    }

    @Override
    public double value(Metric metric, int[] draws) {
        Rows.check(rows(), draws.length);
        return switch (metric) {
            case PR_AUC -> ranking.groups(draws).averagePrecision();
            case ROC_AUC -> ranking.groups(draws).rocAuc();
            case PRECISION_AT_TOP_100 -> ranking.groups(draws).precisionAtTop(TOP);
            case CALIBRATION_ERROR -> ranking.groups(draws).calibrationError();
            case ACCURACY -> confusion(draws).accuracy();
            case KAPPA -> confusion(draws).kappa();
            case PRECISION -> confusion(draws).precision(POSITIVE);
            case RECALL -> confusion(draws).recall(POSITIVE);
            case F1 -> confusion(draws).f1(POSITIVE);
            case LOG_LOSS -> logLoss(draws);
            case MAE, RMSE, R2 -> throw Rows.unfit(metric, kind());
        };
    }

    private ConfusionMatrix confusion(int[] draws) {
        return ConfusionMatrix.of(2, truth, predicted, draws);
    }

    private double logLoss(int[] draws) {
        double sum = 0;
        long rows = 0;
        for (int row = 0; row < scores.length; row++) {
            if (draws[row] > 0) {
                sum += draws[row] * Rows.surprise(truth[row] == POSITIVE ? scores[row] : 1 - scores[row]);
                rows += draws[row];
            }
        }
        return sum / rows;
    }
}
