package io.headrace.trainer.linear;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ModelFamily;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.data.Target;
import io.headrace.trainer.family.FittedModel;
import io.headrace.trainer.family.Hyperparameters;
import io.headrace.trainer.family.ModelFamilyTrainer;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Logistic regression for two classes, multinomial for more, least squares for a quantity; each with an L2 penalty. */
public final class Linear implements ModelFamilyTrainer {

    private static final String L2 = "l2";
    private static final double LEAST_L2 = 1e-2;
    private static final double MOST_L2 = 1e3;

    @Override
    public ModelFamily family() {
        return ModelFamily.LINEAR;
    }

    @Override
    public Hyperparameters defaults() {
        return new Hyperparameters(Map.of(L2, 1.0));
    }

    @Override
    public Hyperparameters sample(RandomGenerator random) {
        return new Hyperparameters(Map.of(L2, Math.exp(random.nextDouble(Math.log(LEAST_L2), Math.log(MOST_L2)))));
    }

    /** Needs neither the validation rows nor the seed: the loss is convex and the solver exact. */
    @Override
    public FittedModel fit(Dataset training, Dataset validation, Hyperparameters parameters, Metric metric, long seed) {
        Design design = Design.of(training);
        Encoded rows = design.encode(training);
        return switch (training.target()) {
            case Target.Quantities quantities -> quantities(training, design, rows, quantities, parameters.get(L2));
            case Target.Classes classes
            when classes.names().size() == 2 -> {
                double[] weights = solve(rows, new Loss.Logistic(classes.positives()), 1, design, parameters.get(L2));
                yield new LinearModel(training.signature(), design, 1, weights, rows);
            }
            case Target.Classes classes -> {
                int outputs = classes.names().size();
                double[] weights = solve(rows, new Loss.Softmax(classes.index()), outputs, design, parameters.get(L2));
                yield new LinearModel(training.signature(), design, outputs, weights, rows);
            }
        };
    }

    @Override
    public FittedModel refit(Dataset rows, FittedModel fitted, Hyperparameters parameters, Metric metric, long seed) {
        return fit(rows, rows, parameters, metric, seed);
    }

    /** Solved in standard deviations, so that the penalty means the same for every unit. */
    private static LinearModel quantities(
            Dataset training, Design design, Encoded rows, Target.Quantities target, double l2) {
        double mean = target.mean();
        double variance = Arrays.stream(target.values())
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        double deviation = variance > 0 ? Math.sqrt(variance) : 1;
        double[] standard = Arrays.stream(target.values())
                .map(value -> (value - mean) / deviation)
                .toArray();
        double[] weights = solve(rows, new Loss.Squared(standard), 1, design, l2);
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= deviation;
        }
        weights[design.terms()] += mean;
        return new LinearModel(training.signature(), design, 1, weights, rows);
    }

    /** Mean loss plus l2 / (2 rows) times the squared weights, intercepts excepted. */
    private static double[] solve(Encoded rows, Loss loss, int outputs, Design design, double l2) {
        int terms = design.terms();
        int stride = terms + 1;
        double penalty = l2 / rows.rows();
        double[] margins = new double[outputs];
        return Lbfgs.minimise(
                (weights, gradient) -> {
                    Arrays.fill(gradient, 0);
                    double sum = 0;
                    for (int row = 0; row < rows.rows(); row++) {
                        for (int output = 0; output < outputs; output++) {
                            margins[output] = rows.margin(row, weights, output * stride, terms);
                        }
                        sum += loss.of(row, margins);
                        for (int output = 0; output < outputs; output++) {
                            rows.addGradient(row, margins[output], gradient, output * stride, terms);
                        }
                    }
                    sum /= rows.rows();
                    for (int i = 0; i < weights.length; i++) {
                        gradient[i] /= rows.rows();
                        if (i % stride != terms) {
                            gradient[i] += penalty * weights[i];
                            sum += penalty * weights[i] * weights[i] / 2;
                        }
                    }
                    return sum;
                },
                new double[outputs * stride]);
    }
}
