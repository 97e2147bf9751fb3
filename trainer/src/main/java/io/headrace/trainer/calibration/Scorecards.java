package io.headrace.trainer.calibration;

import io.headrace.schemas.metrics.BinaryMetrics;
import io.headrace.schemas.metrics.MulticlassMetrics;
import io.headrace.schemas.metrics.RegressionMetrics;
import io.headrace.schemas.metrics.Scorecard;
import io.headrace.trainer.data.Target;
import java.util.Arrays;

/** Holds a model's outputs against the truth. */
public final class Scorecards {

    private Scorecards() {}

    /**
     * Judges outputs.
     *
     * @param outputs as a model gives them: per row one probability a class, or a quantity
     * @param threshold of two classes: probability from which the positive one is predicted
     */
    public static Scorecard of(Target truth, double[] outputs, double threshold) {
        return switch (truth) {
            case Target.Quantities quantities -> RegressionMetrics.of(outputs, quantities.values());
            case Target.Classes classes
            when classes.names().size() == 2 -> BinaryMetrics.of(positive(outputs), classes.positives(), threshold);
            case Target.Classes classes ->
                MulticlassMetrics.of(rows(outputs, classes.names().size()), classes.index());
        };
    }

    /** Of two classes: each row's probability of the positive one. */
    public static double[] positive(double[] outputs) {
        double[] scores = new double[outputs.length / 2];
        Arrays.setAll(scores, row -> outputs[2 * row + 1]);
        return scores;
    }

    private static double[][] rows(double[] outputs, int classes) {
        double[][] rows = new double[outputs.length / classes][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(outputs, row * classes, (row + 1) * classes));
        return rows;
    }
}
