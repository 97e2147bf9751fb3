package io.headrace.trainer.search;

import io.headrace.trainer.calibration.Calibration;
import io.headrace.trainer.calibration.InverseLink;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.family.FittedModel;

/**
 * What a trial made.
 *
 * @param threshold of two classes: probability from which the positive one is predicted; 0 otherwise
 */
public record TrialModel(Trial trial, FittedModel model, Calibration calibration, double threshold) {

    /** What it says of rows: probabilities of each class, row-major, or quantities. */
    public double[] outputs(Dataset rows) {
        return InverseLink.outputs(rows.target(), calibration.apply(model.margins(rows)));
    }

    /** Whether this one is better on the validation part; of equals the earlier stays. */
    boolean beats(TrialModel other) {
        double mine = trial.value();
        double theirs = other.trial.value();
        if (Double.isNaN(mine) || Double.isNaN(theirs)) {
            return !Double.isNaN(mine);
        }
        return trial.metric().higherIsBetter() ? mine > theirs : mine < theirs;
    }
}
