package io.headrace.model.onnx;

import io.headrace.model.onnx.OnnxProto.GraphProto;
import io.headrace.model.onnx.OnnxProto.ModelProto;
import io.headrace.model.onnx.OnnxProto.NodeProto;
import io.headrace.model.onnx.OnnxProto.OperatorSetIdProto;
import io.headrace.model.onnx.OnnxProto.StringStringEntryProto;
import io.headrace.model.onnx.OnnxProto.TensorShapeProto;
import io.headrace.model.onnx.OnnxProto.TypeProto;
import io.headrace.model.onnx.OnnxProto.ValueInfoProto;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes an ONNX model with a free number of rows. Nodes are to be added in an order in which every input exists already.
 * The same calls give the same bytes: nothing of the clock, the machine or a hash order goes in. Not for several threads.
 *
 * <p>Operators are those of ai.onnx opset {@value #OPSET} and, through {@link #mlNode}, of ai.onnx.ml opset
 * {@value #ML_OPSET} (the first one with {@code TreeEnsemble}).
 */
public final class OnnxGraphBuilder {

    /** The version of the standard operators. */
    public static final int OPSET = 21;

    /** The version of the machine-learning operators. */
    public static final int ML_OPSET = 5;

    private static final int IR_VERSION = 10;
    private static final String ML_DOMAIN = "ai.onnx.ml";
    private static final String ROWS = "rows";

    private final GraphProto.Builder graph;
    private final Set<String> values = new HashSet<>();
    private final Map<String, String> metadata = new TreeMap<>();
    private int nextName;
    private boolean usesMl;

    /**
     * Starts a model.
     *
     * @param name the graph's name
     */
    public OnnxGraphBuilder(String name) {
        graph = GraphProto.newBuilder().setName(name);
    }

    /**
     * Declares an input of shape [rows, columns].
     *
     * @return the name
     */
    public String input(String name, ElementType type, int columns) {
        claim(name);
        graph.addInput(value(name, type, columns));
        return name;
    }

    /** Declares that a value, which a node made, is an output of shape [rows, columns]. */
    public OnnxGraphBuilder output(String name, ElementType type, int columns) {
        if (!values.contains(name)) {
            throw new IllegalArgumentException("no node makes the output \"" + name + "\"");
        }
        graph.addOutput(value(name, type, columns));
        return this;
    }

    /**
     * Adds a constant under a name of its own.
     *
     * @param hint how the name starts
     * @return the name
     */
    public String constant(String hint, OnnxConstant tensor) {
        String name = freshName(hint);
        graph.addInitializer(tensor.named(name));
        return name;
    }

    /**
     * Adds a node of the standard operators with one output.
     *
     * @param inputs names of values that exist; the empty string leaves out an optional input
     * @return the output's name
     */
    public String node(String operator, List<String> inputs, OnnxAttribute... attributes) {
        String output = freshName(operator);
        add("", operator, inputs, List.of(output), attributes);
        return output;
    }

    /**
     * Adds a node of the machine-learning operators with one output.
     *
     * @return the output's name
     */
    public String mlNode(String operator, List<String> inputs, OnnxAttribute... attributes) {
        String output = freshName(operator);
        add(ML_DOMAIN, operator, inputs, List.of(output), attributes);
        return output;
    }

    /** Adds a node of the standard operators whose outputs the caller names. */
    public OnnxGraphBuilder nodeInto(
            String operator, List<String> inputs, List<String> outputs, OnnxAttribute... attributes) {
        outputs.forEach(this::claim);
        add("", operator, inputs, outputs, attributes);
        return this;
    }

    /** Adds a node of the machine-learning operators whose outputs the caller names. */
    public OnnxGraphBuilder mlNodeInto(
            String operator, List<String> inputs, List<String> outputs, OnnxAttribute... attributes) {
        outputs.forEach(this::claim);
        add(ML_DOMAIN, operator, inputs, outputs, attributes);
        return this;
    }

    /** Notes a fact about the model in the file; entries are written in the order of their keys. */
    public OnnxGraphBuilder metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /** The model's bytes. */
    public byte[] build() {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("headrace")
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET));
        if (usesMl) {
            model.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain(ML_DOMAIN).setVersion(ML_OPSET));
        }
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private void add(
            String domain, String operator, List<String> inputs, List<String> outputs, OnnxAttribute... attributes) {
        for (String input : inputs) {
            if (!input.isEmpty() && !values.contains(input)) {
                throw new IllegalArgumentException("node " + operator + " reads \"" + input
                        + "\", which no input, constant or earlier node makes");
            }
        }
        NodeProto.Builder node = NodeProto.newBuilder()
                .setName(operator + "_" + graph.getNodeCount())
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs);
        if (!domain.isEmpty()) {
            node.setDomain(domain);
            usesMl = true;
        }
        for (OnnxAttribute attribute : attributes) {
            node.addAttribute(attribute.proto());
        }
        graph.addNode(node);
    }

    private String freshName(String hint) {
        String name;
        do {
            name = hint + "_" + nextName++;
        } while (values.contains(name));
        claim(name);
        return name;
    }

    private void claim(String name) {
        if (!values.add(name)) {
            throw new IllegalArgumentException("the graph has a value \"" + name + "\" already");
        }
    }

    private static ValueInfoProto value(String name, ElementType type, int columns) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam(ROWS);
        shape.addDimBuilder().setDimValue(columns);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.code())
                                .setShape(shape)))
                .build();
    }
}
