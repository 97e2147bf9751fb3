package io.headrace.scoring.serving;

import io.headrace.model.ModelRef;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.feature.FeatureRow;
import java.util.List;
import java.util.Optional;

/** One version, ready to answer, on any number of threads. */
public sealed interface ServedModel permits Baseline, LoadedModel {

    ModelRef.ByVersion ref();

    /** Order of the columns of a classifier's output, a binary problem's positive class last; empty for a regression. */
    List<String> classes();

    /** The output's name: {@code probabilities} or {@code prediction}. */
    String output();

    /** Values a row of output has. */
    int width();

    /** Scores rows in order; every prediction names this version. */
    List<Prediction> predict(List<FeatureRow> rows);

    /** Scores one row. */
    Prediction predict(FeatureRow row);

    /**
     * Scores rows given as flat arrays, row after row.
     *
     * @param numeric NaN is missing
     * @param categorical the empty string is missing
     * @param rows 0 or more
     * @return {@code rows * width()} values, row after row
     */
    float[] outputs(float[] numeric, String[] categorical, int rows);

    /** Keeps the model loaded until the lease is closed; empty once it is retired. Never waits. */
    Optional<Lease> lease();

    /** Gives no further lease; the model is freed when the last one is back. Does not wait for that. */
    void retire();
}
