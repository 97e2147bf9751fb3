package io.headrace.trainer.family;

import io.headrace.trainer.data.Dataset;
import java.util.Map;

/**
 * A fitted model. Its margins are what calibration takes: log odds of the positive class for two classes, one number a class
 * (to be put through a softmax) for more, the quantity itself for a regression. Immutable; safe for use by many threads.
 */
public interface FittedModel {

    /** Margins a row: 1 for two classes or a quantity, else the number of classes. */
    int outputs();

    /** Margins of each row, row-major. */
    double[] margins(Dataset rows);

    /**
     * Writes the model's nodes.
     *
     * @return the name of a float64 value [rows, outputs] that holds what {@link #margins} gives, within float32 rounding
     */
    String export(GraphInputs inputs);

    /** Share of each feature in the model, 0 to 1, sum 1 (all 0 where the model uses none); in the signature's order. */
    Map<String, Double> importances();

    /** Facts of the fit worth keeping beside the parameters, such as the number of trees kept. */
    Map<String, String> facts();
}
