package io.headrace.trainer.linear;

import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.family.FittedModel;
import io.headrace.trainer.family.GraphInputs;
import io.headrace.trainer.family.Importances;
import java.util.Map;

/** Weighted sums of a row's terms. */
final class LinearModel implements FittedModel {

    private final Design design;
    private final int outputs;
    private final double[] weights;
    private final Map<String, Double> importances;

    LinearModel(FeatureSignature signature, Design design, int outputs, double[] weights, Encoded training) {
        this.design = design;
        this.outputs = outputs;
        this.weights = weights;
        this.importances = importances(signature, training);
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public double[] margins(Dataset rows) {
        Encoded encoded = design.encode(rows);
        double[] margins = new double[rows.rows() * outputs];
        for (int row = 0; row < rows.rows(); row++) {
            for (int output = 0; output < outputs; output++) {
                margins[row * outputs + output] = encoded.margin(row, weights, output * stride(), design.terms());
            }
        }
        return margins;
    }

    @Override
    public String export(GraphInputs inputs) {
        return new LinearGraph(design, outputs, weights).write(inputs);
    }

    /** By the standard deviation of what a feature adds to the margins of the training rows. */
    @Override
    public Map<String, Double> importances() {
        return importances;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("terms", Integer.toString(design.terms()));
    }

    private int stride() {
        return design.terms() + 1;
    }

    private Map<String, Double> importances(FeatureSignature signature, Encoded training) {
        double[] spread =
                new double[signature.numeric().size() + signature.categorical().size()];
        for (int feature = 0; feature < spread.length; feature++) {
            for (int output = 0; output < outputs; output++) {
                double sum = 0;
                double squares = 0;
                for (int row = 0; row < training.rows(); row++) {
                    double added = training.contribution(row, feature, weights, output * stride());
                    sum += added;
                    squares += added * added;
                }
                double mean = sum / training.rows();
                spread[feature] += Math.sqrt(Math.max(0, squares / training.rows() - mean * mean));
            }
        }
        return Importances.shares(signature, spread);
    }
}
