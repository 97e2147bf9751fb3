package io.headrace.trainer.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.model.ModelArtifact;
import io.headrace.model.ModelRunner;
import io.headrace.model.onnx.ElementType;
import io.headrace.model.onnx.OnnxGraphBuilder;
import io.headrace.schemas.avro.ArtifactRef;
import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.ProblemType;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.schemas.feature.Label;
import io.headrace.trainer.Synthetic;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.data.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every model family must keep; a family's test extends it. */
public abstract class FamilyConformance {

    private static final List<String> CLASSES_OF_THREE = List.of("high", "low", "middle");

    protected abstract ModelFamilyTrainer trainer();

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void theSameSeedGivesTheSameModel(ProblemKind kind) {
        byte[] one = export(fit(kind, trainer().defaults(), 5)).onnx();
        byte[] other = export(fit(kind, trainer().defaults(), 5)).onnx();

        assertThat(other).isEqualTo(one);
    }

    @Test
    void fittingAndPredictingChangeNoInput() {
        Dataset training = dataset(ProblemKind.BINARY, 400, 1);
        Dataset validation = dataset(ProblemKind.BINARY, 200, 2);
        float[] numbers = training.numeric().clone();
        String[] categories = validation.categorical().clone();

        trainer()
                .fit(training, validation, trainer().defaults(), Metric.PR_AUC, 1)
                .margins(validation);

        assertThat(training.numeric()).isEqualTo(numbers);
        assertThat(validation.categorical()).isEqualTo(categories);
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void theExportedGraphGivesTheModelsMargins(ProblemKind kind) {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 4; round++) {
            Hyperparameters parameters =
                    round == 0 ? trainer().defaults() : trainer().sample(random);
            FittedModel model = fit(kind, parameters, round);
            assertSame(model, strange(dataset(kind, 300, 40 + round)));
        }
    }

    @Test
    void modelsOfNumbersAloneAndOfCategoriesAloneAreExportedToo() {
        for (FeatureSignature signature :
                List.of(new FeatureSignature(List.of("a"), List.of()), new FeatureSignature(List.of(), List.of("c")))) {
            Dataset rows = narrow(signature);
            assertSame(trainer().fit(rows, rows, trainer().defaults(), Metric.ROC_AUC, 1), rows);
        }
    }

    @Test
    void aColumnThatIsMissingThroughoutIsBorne() {
        List<Example> examples = Synthetic.examples(ProblemKind.BINARY, 400, 3).stream()
                .map(example -> with(example, Double.NaN, ""))
                .toList();
        Dataset rows = dataset(ProblemKind.BINARY, examples);

        assertSame(trainer().fit(rows, rows, trainer().defaults(), Metric.PR_AUC, 1), rows);
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void whatMattersHasTheGreaterShare(ProblemKind kind) {
        Map<String, Double> importances = fit(kind, trainer().defaults(), 1).importances();

        assertThat(importances).containsOnlyKeys("a", "b", "noise", "wild", "colour", "shop");
        assertThat(importances.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-9));
        assertThat(importances.get("a")).isGreaterThan(importances.get("noise"));
    }

    private FittedModel fit(ProblemKind kind, Hyperparameters parameters, long seed) {
        Metric metric = switch (kind) {
            case BINARY -> Metric.PR_AUC;
            case MULTICLASS -> Metric.LOG_LOSS;
            case REGRESSION -> seed % 2 == 0 ? Metric.RMSE : Metric.MAE;
        };
        return trainer().fit(dataset(kind, 1500, 1), dataset(kind, 400, 2), parameters, metric, seed);
    }

    protected static Dataset dataset(ProblemKind kind, int rows, long seed) {
        return dataset(kind, Synthetic.examples(kind, rows, seed));
    }

    private static Dataset dataset(ProblemKind kind, List<Example> examples) {
        List<String> classes = kind == ProblemKind.MULTICLASS ? CLASSES_OF_THREE : List.of("false", "true");
        Target target = switch (kind) {
            case REGRESSION ->
                new Target.Quantities(examples.stream()
                        .mapToDouble(example -> ((Label.Quantity) example.label()).value())
                        .toArray());
            case BINARY, MULTICLASS ->
                new Target.Classes(
                        classes,
                        examples.stream()
                                .mapToInt(example -> classes.indexOf(((Label.Category) example.label()).name()))
                                .toArray());
        };
        return Dataset.of(FeatureSignature.of(Synthetic.definition(kind)), examples, target);
    }

    /** The rows and then some nobody has seen the like of. */
    private static Dataset strange(Dataset rows) {
        List<Example> examples = new ArrayList<>();
        Target.Quantities none = new Target.Quantities(new double[rows.rows() + 5]);
        for (int row = 0; row < rows.rows(); row++) {
            double[] numeric = new double[4];
            for (int column = 0; column < numeric.length; column++) {
                numeric[column] = rows.numeric(row, column);
            }
            examples.add(example(numeric, rows.category(row, 0), rows.category(row, 1)));
        }
        double nan = Double.NaN;
        examples.add(example(new double[] {nan, nan, nan, nan}, "", ""));
        examples.add(example(new double[] {0, 0, 0, 0}, "mauve", "no such shop"));
        examples.add(example(new double[] {1e30, -1e30, 1e300, -1e300}, "colour 2", "shop 7"));
        double infinity = Double.POSITIVE_INFINITY;
        examples.add(example(new double[] {infinity, -infinity, infinity, -infinity}, "colour 2", ""));
        examples.add(example(new double[] {-0.0, Float.MIN_VALUE, nan, 1}, "colour 1", "Shop 7"));
        return Dataset.of(rows.signature(), examples, none);
    }

    private static Example example(double[] numeric, String colour, String shop) {
        return new Example(
                new FeatureRow("e", 0, Map.of(), new FeatureValues(numeric, new String[] {colour, shop})),
                new Label.Quantity(0),
                0,
                Example.LabelSource.GIVEN);
    }

    private static Example with(Example example, double a, String colour) {
        double[] numeric = example.row().values().numeric().clone();
        String[] categorical = example.row().values().categorical().clone();
        numeric[0] = a;
        categorical[0] = colour;
        FeatureRow row = new FeatureRow(
                example.row().eventId(), example.row().eventTime(), Map.of(), new FeatureValues(numeric, categorical));
        return new Example(row, example.label(), example.labelTime(), example.source());
    }

    protected static Dataset narrow(FeatureSignature signature) {
        SplittableRandom random = new SplittableRandom(4);
        int[] index = new int[300];
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < index.length; i++) {
            double x = random.nextGaussian();
            index[i] = x + random.nextGaussian() > 0 ? 1 : 0;
            double[] numeric = signature.numeric().isEmpty() ? new double[0] : new double[] {x};
            String[] categorical =
                    signature.categorical().isEmpty() ? new String[0] : new String[] {x > 1 ? "" : x > 0 ? "x" : "y"};
            examples.add(new Example(
                    new FeatureRow("e" + i, i, Map.of(), new FeatureValues(numeric, categorical)),
                    new Label.Category("x"),
                    i,
                    Example.LabelSource.GIVEN));
        }
        return Dataset.of(signature, examples, new Target.Classes(List.of("n", "p"), index));
    }

    protected static void assertSame(FittedModel model, Dataset rows) {
        float[] exported;
        ModelArtifact artifact = export(model, rows.signature());
        try (ModelRunner runner = ModelRunner.open(version(model, rows.signature()), artifact)) {
            exported = runner.outputs(rows.numeric(), rows.categorical(), rows.rows());
        }
        double[] margins = model.margins(rows);
        assertThat(exported).hasSize(margins.length);
        for (int i = 0; i < margins.length; i++) {
            assertThat((double) exported[i])
                    .as("margin %d of row %d", i % model.outputs(), i / model.outputs())
                    .isCloseTo(margins[i], within(1e-6 * Math.max(1, Math.abs(margins[i]))));
        }
    }

    private static ModelArtifact export(FittedModel model) {
        return export(model, FeatureSignature.of(Synthetic.definition(ProblemKind.BINARY)));
    }

    private static ModelArtifact export(FittedModel model, FeatureSignature signature) {
        OnnxGraphBuilder graph = new OnnxGraphBuilder("conformance");
        GraphInputs inputs = new GraphInputs(graph, signature);
        String margins = inputs.toFloat(model.export(inputs));
        String output = model.outputs() == 1 ? "prediction" : "probabilities";
        graph.nodeInto("Identity", List.of(margins), List.of(output));
        graph.output(output, ElementType.FLOAT, model.outputs());
        return new ModelArtifact(graph.build());
    }

    private static ModelVersion version(FittedModel model, FeatureSignature signature) {
        return ModelVersion.newBuilder()
                .setPipeline("conformance")
                .setVersion(1)
                .setArtifact(new ArtifactRef("", 0L, 0))
                .setProblem(model.outputs() == 1 ? ProblemType.REGRESSION : ProblemType.MULTICLASS)
                .setClasses(model.outputs() == 1 ? List.of() : CLASSES_OF_THREE)
                .setNumericFeatures(signature.numeric())
                .setCategoricalFeatures(signature.categorical())
                .setThreshold(0)
                .setGoldenRows(List.of())
                .setBaseline(List.of())
                .setMetrics(Map.of())
                .setGates(List.of())
                .setLineage(Lineage.newBuilder()
                        .setDefinitionHash("")
                        .setOffsets(List.of())
                        .setWindowStart(Instant.EPOCH)
                        .setWindowEnd(Instant.EPOCH)
                        .setTrainingRows(0)
                        .setValidationRows(0)
                        .setUnseenRows(0)
                        .setSeed(0)
                        .setFamily("")
                        .setParameters(Map.of())
                        .setTrials(0)
                        .setSoftware(Map.of())
                        .setTrigger("")
                        .build())
                .build();
    }
}
