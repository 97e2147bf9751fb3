package io.headrace.trainer.linear;

import io.headrace.model.onnx.OnnxAttribute;
import io.headrace.model.onnx.OnnxConstant;
import io.headrace.model.onnx.OnnxGraphBuilder;
import io.headrace.trainer.data.Categories;
import io.headrace.trainer.family.GraphInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Writes standardisation, imputation, encoding and the weighted sums, all in float64. */
final class LinearGraph {

    private final Design design;
    private final int outputs;
    private final double[] weights;

    LinearGraph(Design design, int outputs, double[] weights) {
        this.design = design;
        this.outputs = outputs;
        this.weights = weights;
    }

    /** Adds the nodes; returns the name of the margins, float64 [rows, outputs]. */
    String write(GraphInputs inputs) {
        OnnxGraphBuilder graph = inputs.graph();
        List<String> parts = new ArrayList<>();
        inputs.numeric().ifPresent(numeric -> addNumbers(inputs, numeric, parts));
        for (int column = 0; column < design.categories().size(); column++) {
            parts.add(category(inputs, column));
        }
        String sum = graph.constant(
                "intercept", OnnxConstant.doubles(List.of(1L, (long) outputs), block(design.terms(), 1)));
        for (String part : parts) {
            sum = graph.node("Add", List.of(part, sum));
        }
        return sum;
    }

    private void addNumbers(GraphInputs inputs, String numeric, List<String> parts) {
        OnnxGraphBuilder graph = inputs.graph();
        int n = design.numbers();
        List<Long> row = List.of(1L, (long) n);
        List<Long> matrix = List.of((long) n, (long) outputs);
        String missing = graph.node("IsNaN", List.of(numeric));
        String mean = graph.constant("mean", OnnxConstant.doubles(row, design.means()));
        String scale = graph.constant("scale", OnnxConstant.doubles(row, design.scales()));
        String nearest = scalar(graph, -Design.FARTHEST);
        String farthest = scalar(graph, Design.FARTHEST);
        String centred = graph.node("Sub", List.of(inputs.toDouble(numeric), mean));
        String scaled = graph.node("Mul", List.of(centred, scale));
        String clipped = graph.node("Clip", List.of(scaled, nearest, farthest));
        String filled = graph.node("Where", List.of(missing, scalar(graph, 0), clipped));
        String slopes = graph.constant("slopes", OnnxConstant.doubles(matrix, block(0, n)));
        String gaps = graph.constant("gaps", OnnxConstant.doubles(matrix, block(n, n)));
        parts.add(graph.node("MatMul", List.of(filled, slopes)));
        parts.add(graph.node("MatMul", List.of(inputs.toDouble(missing), gaps)));
    }

    /** A look-up of the category's weights; the row after the last known category is zero and stands for all others. */
    private String category(GraphInputs inputs, int column) {
        OnnxGraphBuilder graph = inputs.graph();
        Categories known = design.categories().get(column);
        String code = graph.mlNode(
                "LabelEncoder",
                List.of(inputs.category(column)),
                OnnxAttribute.texts("keys_strings", known.known()),
                OnnxAttribute.integers(
                        "values_int64s", LongStream.range(0, known.size()).toArray()),
                OnnxAttribute.integer("default_int64", known.size()));
        String flat = graph.node("Squeeze", List.of(code, graph.constant("axis", OnnxConstant.longs(List.of(1L), 1))));
        double[] rows = new double[(known.size() + 1) * outputs];
        System.arraycopy(block(design.start(column), known.size()), 0, rows, 0, known.size() * outputs);
        String table =
                graph.constant("categories", OnnxConstant.doubles(List.of(known.size() + 1L, (long) outputs), rows));
        return graph.node("Gather", List.of(table, flat));
    }

    /** Weights of consecutive terms, one row a term, one column an output. */
    private double[] block(int first, int terms) {
        double[] block = new double[terms * outputs];
        int stride = design.terms() + 1;
        for (int term = 0; term < terms; term++) {
            for (int output = 0; output < outputs; output++) {
                block[term * outputs + output] = weights[output * stride + first + term];
            }
        }
        return block;
    }

    private static String scalar(OnnxGraphBuilder graph, double value) {
        return graph.constant("scalar", OnnxConstant.doubles(List.of(), value));
    }
}
