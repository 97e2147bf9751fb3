package io.headrace.schemas.metrics;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ProblemKind;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The metrics of a problem of several classes. The class with the highest probability is predicted, the first of equals.
 * Precision, recall and F1 are means over the classes that occur among the rows or their predictions (those that occur among
 * the rows for recall and F1); ROC AUC is the mean of one class against the rest over the classes that have both.
 */
public final class MulticlassMetrics implements Scorecard {

    private final int classes;
    private final double[][] probabilities;
    private final int[] truth;
    private final int[] predicted;
    private final Ranking confidence;
    private final Ranking[] oneAgainstRest;
    private final int[] once;

    private MulticlassMetrics(double[][] probabilities, int[] truth) {
        this.classes = probabilities[0].length;
        this.probabilities = probabilities;
        this.truth = truth;
        int rows = truth.length;
        this.predicted = Arrays.stream(probabilities)
                .mapToInt(MulticlassMetrics::highest)
                .toArray();
        double[] top = new double[rows];
        boolean[] right = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            top[row] = probabilities[row][predicted[row]];
            right[row] = predicted[row] == truth[row];
        }
        this.confidence = Ranking.of(top, right);
        this.oneAgainstRest = IntStream.range(0, classes)
                .mapToObj(c -> against(c, probabilities, truth))
                .toArray(Ranking[]::new);
        this.once = Rows.once(rows);
    }

    /**
     * Judges probabilities.
     *
     * @param probabilities per row the probability of each class, in class order
     * @param truth per row the index of its class
     */
    public static MulticlassMetrics of(double[][] probabilities, int[] truth) {
        Rows.check(probabilities.length, truth.length);
        double[][] copy = Arrays.stream(probabilities).map(double[]::clone).toArray(double[][]::new);
        for (double[] row : copy) {
            Rows.checkNumbers("probability", row);
        }
        return new MulticlassMetrics(copy, truth.clone());
    }

    @Override
    public ProblemKind kind() {
        return ProblemKind.MULTICLASS;
    }

    @Override
    public int rows() {
        return truth.length;
    }

    /** Rows by class, in class order. */
    public ConfusionMatrix confusion() {
        return confusion(once);
    }

    @Override
    public double value(Metric metric) {
        return value(metric, once);
    }

    @Override
    public double value(Metric metric, int[] draws) {
        Rows.check(rows(), draws.length);
        ConfusionMatrix confusion = confusion(draws);
        return switch (metric) {
            case ROC_AUC -> mean(c -> oneAgainstRest[c].groups(draws).rocAuc());
            case CALIBRATION_ERROR -> confidence.groups(draws).calibrationError();
            case ACCURACY -> confusion.accuracy();
            case KAPPA -> confusion.kappa();
            case PRECISION ->
                mean(c -> confusion.ofClass(c) + confusion.predictedAs(c) == 0 ? Double.NaN : confusion.precision(c));
            case RECALL -> mean(confusion::recall);
            case F1 -> mean(confusion::f1);
            case LOG_LOSS -> logLoss(draws);
            case PR_AUC, PRECISION_AT_TOP_100, MAE, RMSE, R2 -> throw Rows.unfit(metric, kind());
        };
    }

    private ConfusionMatrix confusion(int[] draws) {
        return ConfusionMatrix.of(classes, truth, predicted, draws);
    }

    /** Over the classes for which the figure is defined; NaN where it is for none. */
    private double mean(IntToDoubleFunction ofClass) {
        return IntStream.range(0, classes)
                .mapToDouble(ofClass)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private double logLoss(int[] draws) {
        double sum = 0;
        long rows = 0;
        for (int row = 0; row < truth.length; row++) {
            if (draws[row] > 0) {
                sum += draws[row] * Rows.surprise(probabilities[row][truth[row]]);
                rows += draws[row];
            }
        }
        return sum / rows;
    }

    private static int highest(double[] row) {
        int best = 0;
        for (int c = 1; c < row.length; c++) {
            if (row[c] > row[best]) {
                best = c;
            }
        }
        return best;
    }

    private static Ranking against(int c, double[][] probabilities, int[] truth) {
        double[] scores =
                Arrays.stream(probabilities).mapToDouble(row -> row[c]).toArray();
        boolean[] positives = new boolean[truth.length];
        for (int row = 0; row < truth.length; row++) {
            positives[row] = truth[row] == c;
        }
        return Ranking.of(scores, positives);
    }
}
