package io.headrace.trainer.calibration;

import io.headrace.trainer.data.Target;

/** The inverse link functions: from margins to what a model puts out. */
public final class InverseLink {

    private InverseLink() {}

    /**
     * Probabilities of each class, row-major (two classes: both), or the quantities as they are.
     *
     * @param target tells the kind of problem and the rows
     * @param margins calibrated, row-major
     */
    public static double[] outputs(Target target, double[] margins) {
        return switch (target) {
            case Target.Quantities _ -> margins;
            case Target.Classes classes when classes.names().size() == 2 -> both(margins);
            case Target.Classes classes -> softmax(margins, classes.names().size());
        };
    }

    static double logistic(double margin) {
        return 1 / (1 + Math.exp(-margin));
    }

    private static double[] both(double[] margins) {
        double[] probabilities = new double[2 * margins.length];
        for (int row = 0; row < margins.length; row++) {
            double positive = logistic(margins[row]);
            probabilities[2 * row] = 1 - positive;
            probabilities[2 * row + 1] = positive;
        }
        return probabilities;
    }

    private static double[] softmax(double[] margins, int classes) {
        double[] probabilities = new double[margins.length];
        for (int start = 0; start < margins.length; start += classes) {
            double highest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                highest = Math.max(highest, margins[start + c]);
            }
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                probabilities[start + c] = Math.exp(margins[start + c] - highest);
                sum += probabilities[start + c];
            }
            for (int c = 0; c < classes; c++) {
                probabilities[start + c] /= sum;
            }
        }
        return probabilities;
    }
}
