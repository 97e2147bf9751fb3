package io.headrace.scoring.serving;

import io.headrace.model.InputOrder;
import io.headrace.model.ModelRef;
import io.headrace.model.ModelRunner;
import io.headrace.model.PredictionRecords;
import io.headrace.model.Scores;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.avro.ProblemType;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A version from the registry: its ONNX graph, loaded. */
public final class LoadedModel implements ServedModel {

    private final ModelRunner runner;
    private final ModelVersion version;
    private final ModelRef.ByVersion ref;
    private final InputOrder order;

    /**
     * A model for rows in the order of a pipeline's features, whatever its own is.
     *
     * @param runner proven and warm; this model owns it from now on
     * @param rows what rows hold
     * @throws IllegalArgumentException if the model takes other features
     */
    public LoadedModel(ModelRunner runner, FeatureSignature rows) {
        this.runner = runner;
        this.version = runner.version();
        this.order = InputOrder.of(rows, version)
                .orElseThrow(
                        () -> new IllegalArgumentException(runner.reference() + " takes other features than " + rows));
        this.ref = new ModelRef.ByVersion(new PipelineName(version.getPipeline()), version.getVersion());
    }

    @Override
    public ModelRef.ByVersion ref() {
        return ref;
    }

    @Override
    public List<String> classes() {
        return version.getClasses();
    }

    @Override
    public String output() {
        return version.getProblem() == ProblemType.REGRESSION ? "prediction" : "probabilities";
    }

    @Override
    public int width() {
        return runner.width();
    }

    @Override
    public List<Prediction> predict(List<FeatureRow> rows) {
        List<FeatureValues> values =
                rows.stream().map(row -> order.values(row.values())).toList();
        List<Scores> scores = runner.score(values);
        List<Prediction> predictions = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            predictions.add(record(rows.get(row), scores.get(row)));
        }
        return predictions;
    }

    @Override
    public Prediction predict(FeatureRow row) {
        return record(row, runner.score(order.values(row.values())));
    }

    private Prediction record(FeatureRow row, Scores scores) {
        return PredictionRecords.of(version, row.eventId(), Instant.ofEpochMilli(row.eventTime()), scores);
    }

    @Override
    public float[] outputs(float[] numeric, String[] categorical, int rows) {
        return runner.outputs(order.numeric(numeric, rows), order.categorical(categorical, rows), rows);
    }

    @Override
    public Optional<Lease> lease() {
        return runner.lease().map(held -> new Lease(this, held::close));
    }

    @Override
    public void retire() {
        runner.close();
    }
}
