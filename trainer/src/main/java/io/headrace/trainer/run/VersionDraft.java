package io.headrace.trainer.run;

import io.headrace.model.GoldenRows;
import io.headrace.model.ModelArtifact;
import io.headrace.model.ModelRunner;
import io.headrace.model.baseline.BaselineBuilder;
import io.headrace.schemas.avro.ArtifactRef;
import io.headrace.schemas.avro.FeatureBaseline;
import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.ProblemType;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.definition.reading.Meaning;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.metrics.Scorecard;
import io.headrace.trainer.data.Target;
import io.headrace.trainer.search.TrialModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Fills in a model version: all that is known without its number and signature. */
record VersionDraft(
        PipelineDefinition definition,
        long seed,
        TrainingWindow window,
        Splits splits,
        TrialModel best,
        ModelArtifact artifact) {

    /** Enough to load the model and let it predict. */
    ModelVersion unjudged() {
        FeatureSignature signature = splits.training().signature();
        return ModelVersion.newBuilder()
                .setPipeline(definition.pipeline().value())
                .setVersion(0)
                .setArtifact(new ArtifactRef(artifact.sha256(), (long) artifact.size(), 0))
                .setProblem(problem())
                .setClasses(splits.classes())
                .setNumericFeatures(signature.numeric())
                .setCategoricalFeatures(signature.categorical())
                .setThreshold(best.threshold())
                .setGoldenRows(List.of())
                .setBaseline(List.of())
                .setMetrics(Map.of())
                .setImportances(best.model().importances())
                .setGates(List.of())
                .setLineage(lineage())
                .build();
    }

    /**
     * With what follows from the loaded model, and from the one that was judged.
     *
     * @param outputs of the unseen rows, by the model that was judged
     */
    ModelVersion judged(ModelRunner runner, double[] outputs, Scorecard scorecard, List<GateVerdict> verdicts) {
        List<Example> all = splits.window();
        List<Example> unseen = all.subList(all.size() - splits.unseen().rows(), all.size());
        return ModelVersion.newBuilder(unjudged())
                .setGoldenRows(GoldenRows.record(runner, GoldenChoice.of(unseen)))
                .setBaseline(baseline(outputs))
                .setMetrics(metrics(scorecard))
                .setGates(verdicts)
                .build();
    }

    private ProblemType problem() {
        ProblemKind kind = definition.problem().kind();
        return switch (kind) {
            case BINARY -> ProblemType.BINARY;
            case MULTICLASS -> ProblemType.MULTICLASS;
            case REGRESSION -> ProblemType.REGRESSION;
        };
    }

    /** Of the features in the whole window, and of the score on the unseen rows. */
    private List<FeatureBaseline> baseline(double[] outputs) {
        List<FeatureBaseline> baselines = new ArrayList<>(BaselineBuilder.features(
                splits.training().signature(),
                splits.window().stream().map(example -> example.row().values()).toList()));
        baselines.add(BaselineBuilder.numeric("prediction", scores(outputs)));
        return baselines;
    }

    /** As predictions tell it: of two classes the positive one's probability, of more the predicted one's. */
    private double[] scores(double[] outputs) {
        return switch (splits.unseen().target()) {
            case Target.Quantities _ -> outputs;
            case Target.Classes classes -> {
                int width = classes.names().size();
                yield IntStream.range(0, classes.rows())
                        .mapToDouble(row -> width == 2
                                ? outputs[2 * row + 1]
                                : IntStream.range(row * width, (row + 1) * width)
                                        .mapToDouble(i -> outputs[i])
                                        .max()
                                        .orElseThrow())
                        .toArray();
            }
        };
    }

    private static Map<String, Double> metrics(Scorecard scorecard) {
        Map<String, Double> metrics = new TreeMap<>();
        scorecard.all().forEach((metric, value) -> metrics.put(metric.text(), value));
        return metrics;
    }

    private Lineage lineage() {
        List<Example> all = splits.window();
        Meaning meaning = Meaning.of(definition);
        return Lineage.newBuilder()
                .setDefinitionHash(definition.hash())
                .setOffsets(window.offsets())
                .setWindowStart(Instant.ofEpochMilli(all.getFirst().row().eventTime()))
                .setWindowEnd(Instant.ofEpochMilli(all.getLast().row().eventTime()))
                .setTrainingRows(splits.training().rows())
                .setValidationRows(splits.validation().rows())
                .setUnseenRows(splits.unseen().rows())
                .setSeed(seed)
                .setFamily(best.trial().family().text())
                .setParameters(parameters())
                .setTrials(best.trial().of())
                .setSoftware(Software.versions())
                .setTrigger(window.trigger())
                .setMeaning(meaning.hash())
                .setFeatureMeanings(meaning.features())
                .build();
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>(best.model().facts());
        best.trial().parameters().values().forEach((name, value) -> parameters.put(name, Double.toString(value)));
        if (!best.calibration().isNone()) {
            parameters.put(
                    "calibrationSlope", Double.toString(best.calibration().slope()));
            parameters.put("calibrationShifts", best.calibration().shifts().toString());
        }
        return parameters;
    }
}
