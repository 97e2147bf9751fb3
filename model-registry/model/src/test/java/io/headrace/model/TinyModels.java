package io.headrace.model;

import io.headrace.model.onnx.ElementType;
import io.headrace.model.onnx.OnnxAttribute;
import io.headrace.model.onnx.OnnxConstant;
import io.headrace.model.onnx.OnnxGraphBuilder;
import io.headrace.schemas.avro.ArtifactRef;
import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.avro.GoldenRow;
import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.OffsetRange;
import io.headrace.schemas.avro.ProblemType;
import io.headrace.schemas.feature.FeatureValues;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small models written by hand, and versions that fit them. */
public final class TinyModels {

    static final String MEANING = "0123456789abcdef";

    /** What an unknown category adds to the score. */
    static final float UNKNOWN = -0.5f;

    private TinyModels() {}

    /** Binary: sigmoid(sum of numerics, missing as 0, + 1 for each category "risky" and {@link #UNKNOWN} for others). */
    public static byte[] binary(int numeric, int categorical) {
        OnnxGraphBuilder graph = new OnnxGraphBuilder("binary");
        String positive = graph.node("Sigmoid", List.of(sum(graph, numeric, categorical)));
        String one = graph.constant("one", OnnxConstant.floats(List.of(1L), 1));
        String negative = graph.node("Sub", List.of(one, positive));
        graph.nodeInto(
                "Concat", List.of(negative, positive), List.of("probabilities"), OnnxAttribute.integer("axis", 1));
        return graph.output("probabilities", ElementType.FLOAT, 2)
                .metadata("made-by", "hand")
                .build();
    }

    /** Multiclass: softmax over numerics × (0, 1, 2, …). */
    static byte[] multiclass(int numeric, int classes) {
        OnnxGraphBuilder graph = new OnnxGraphBuilder("multiclass");
        String input = graph.input("numeric", ElementType.FLOAT, numeric);
        float[] weights = new float[numeric * classes];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % classes;
        }
        String matrix =
                graph.constant("weights", OnnxConstant.floats(List.of((long) numeric, (long) classes), weights));
        String logits = graph.node("MatMul", List.of(input, matrix));
        graph.nodeInto("Softmax", List.of(logits), List.of("probabilities"), OnnxAttribute.integer("axis", 1));
        return graph.output("probabilities", ElementType.FLOAT, classes).build();
    }

    /** Regression: the sum that {@link #binary} takes. */
    static byte[] regression(int numeric, int categorical) {
        OnnxGraphBuilder graph = new OnnxGraphBuilder("regression");
        graph.nodeInto("Identity", List.of(sum(graph, numeric, categorical)), List.of("prediction"));
        return graph.output("prediction", ElementType.FLOAT, 1).build();
    }

    private static String sum(OnnxGraphBuilder graph, int numeric, int categorical) {
        List<String> parts = new ArrayList<>();
        if (numeric > 0) {
            String input = graph.input("numeric", ElementType.FLOAT, numeric);
            String zero = graph.constant("zero", OnnxConstant.floats(List.of(), 0));
            parts.add(total(graph, graph.node("Where", List.of(graph.node("IsNaN", List.of(input)), zero, input))));
        }
        if (categorical > 0) {
            String input = graph.input("categorical", ElementType.STRING, categorical);
            String encoded = graph.mlNode(
                    "LabelEncoder",
                    List.of(input),
                    OnnxAttribute.texts("keys_strings", List.of("risky")),
                    OnnxAttribute.reals("values_floats", 1),
                    OnnxAttribute.real("default_float", UNKNOWN));
            parts.add(total(graph, encoded));
        }
        return parts.size() == 1 ? parts.getFirst() : graph.node("Add", parts);
    }

    private static String total(OnnxGraphBuilder graph, String matrix) {
        String axes = graph.constant("axes", OnnxConstant.longs(List.of(1L), 1));
        return graph.node("ReduceSum", List.of(matrix, axes), OnnxAttribute.integer("keepdims", 1));
    }

    /** A version that fits a binary model's bytes; not signed, without golden rows. */
    public static ModelVersion binaryVersion(int version, ModelArtifact artifact, int numeric, int categorical) {
        return version(version, artifact, ProblemType.BINARY, List.of("false", "true"), numeric, categorical);
    }

    /** A version that fits a regression model's bytes, without categoricals. */
    public static ModelVersion regressionVersion(ModelArtifact artifact, int numeric) {
        return version(1, artifact, ProblemType.REGRESSION, List.of(), numeric, 0);
    }

    static ModelVersion version(
            int version,
            ModelArtifact artifact,
            ProblemType problem,
            List<String> classes,
            int numeric,
            int categorical) {
        return ModelVersion.newBuilder()
                .setPipeline("payments")
                .setVersion(version)
                .setArtifact(new ArtifactRef(artifact.sha256(), (long) artifact.size(), 1))
                .setProblem(problem)
                .setClasses(classes)
                .setNumericFeatures(names("n", numeric))
                .setCategoricalFeatures(names("c", categorical))
                .setThreshold(0.5)
                .setGoldenRows(List.of())
                .setBaseline(List.of())
                .setMetrics(Map.of("prAuc", 0.41, "rocAuc", 0.93))
                .setImportances(Map.of())
                .setGates(List.of(new GateVerdict("success", true, "PR AUC 0.41 on 3,404 newer payments (needs 0.30)")))
                .setLineage(lineage())
                .setSignedBy("")
                .setSignature(ByteBuffer.allocate(0))
                .build();
    }

    static Lineage lineage() {
        return Lineage.newBuilder()
                .setDefinitionHash("d".repeat(64))
                .setOffsets(List.of(new OffsetRange("payments.examples", 0, 0L, 20_000L)))
                .setWindowStart(Instant.parse("2026-03-01T00:00:00Z"))
                .setWindowEnd(Instant.parse("2026-03-20T00:00:00Z"))
                .setTrainingRows(16_000L)
                .setValidationRows(2_000L)
                .setUnseenRows(2_000L)
                .setSeed(7L)
                .setFamily("boosted-trees")
                .setParameters(Map.of("depth", "5", "rounds", "84", "eta", "0.1"))
                .setTrials(12)
                .setSoftware(Map.of("xgboost", "3.4.0", "headrace", "0.1.0", "java", "25"))
                .setTrigger("examples")
                .setMeaning(MEANING)
                .build();
    }

    /** A copy with golden rows as the model answers them now. */
    static ModelVersion golden(ModelVersion version, ModelArtifact artifact, List<FeatureValues> rows) {
        try (ModelRunner runner = ModelRunner.open(version, artifact)) {
            List<GoldenRow> golden = GoldenRows.record(runner, rows);
            return ModelVersion.newBuilder(version).setGoldenRows(golden).build();
        }
    }

    static FeatureValues row(List<String> categorical, double... numeric) {
        return new FeatureValues(numeric, categorical.toArray(String[]::new));
    }

    static List<String> names(String prefix, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(prefix + i);
        }
        return names;
    }
}
