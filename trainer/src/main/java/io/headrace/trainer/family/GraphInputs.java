package io.headrace.trainer.family;

import io.headrace.model.onnx.ElementType;
import io.headrace.model.onnx.OnnxAttribute;
import io.headrace.model.onnx.OnnxConstant;
import io.headrace.model.onnx.OnnxGraphBuilder;
import io.headrace.schemas.feature.FeatureSignature;
import java.util.List;
import java.util.Optional;

/** The graph under construction with its declared inputs. Not for several threads. */
public final class GraphInputs {

    private final OnnxGraphBuilder graph;
    private final FeatureSignature signature;
    private final Optional<String> numeric;
    private final Optional<String> categorical;

    /** Declares the inputs that the signature asks for. */
    public GraphInputs(OnnxGraphBuilder graph, FeatureSignature signature) {
        this.graph = graph;
        this.signature = signature;
        this.numeric = signature.numeric().isEmpty()
                ? Optional.empty()
                : Optional.of(graph.input(
                        "numeric", ElementType.FLOAT, signature.numeric().size()));
        this.categorical = signature.categorical().isEmpty()
                ? Optional.empty()
                : Optional.of(graph.input(
                        "categorical",
                        ElementType.STRING,
                        signature.categorical().size()));
    }

    public OnnxGraphBuilder graph() {
        return graph;
    }

    public FeatureSignature signature() {
        return signature;
    }

    /** The float32 value [rows, n]; empty where there are no numeric features. */
    public Optional<String> numeric() {
        return numeric;
    }

    /** Adds a node that picks one categorical column: string [rows, 1]. */
    public String category(int column) {
        String source = categorical.orElseThrow(() -> new IllegalStateException("no categorical features"));
        String position = graph.constant("column", OnnxConstant.longs(List.of(1L), column));
        return graph.node("Gather", List.of(source, position), OnnxAttribute.integer("axis", 1));
    }

    /** Adds a node that turns a value into float64. */
    public String toDouble(String value) {
        return graph.node("Cast", List.of(value), OnnxAttribute.integer("to", DOUBLE));
    }

    /** Adds a node that turns a value into float32. */
    public String toFloat(String value) {
        return graph.node("Cast", List.of(value), OnnxAttribute.integer("to", FLOAT));
    }

    /** ONNX's numbers for element types, as a Cast wants them. */
    private static final int FLOAT = 1;

    private static final int DOUBLE = 11;
}
