package io.headrace.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.ProblemType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a version says its graph takes and gives.
 *
 * @param numeric columns of the input "numeric"; 0 if there is none
 * @param categorical columns of the input "categorical"; 0 if there is none
 * @param output the output's name
 * @param width columns of the output
 */
record GraphShape(String model, int numeric, int categorical, String output, int width) {

    static final String NUMERIC = "numeric";
    static final String CATEGORICAL = "categorical";
    private static final long FREE = -1;

    static GraphShape of(ModelVersion version) {
        boolean quantity = version.getProblem() == ProblemType.REGRESSION;
        GraphShape shape = new GraphShape(
                ModelRef.of(version).toString(),
                version.getNumericFeatures().size(),
                version.getCategoricalFeatures().size(),
                quantity ? "prediction" : "probabilities",
                quantity ? 1 : version.getClasses().size());
        if (shape.numeric + shape.categorical == 0) {
            throw new ModelRefused(shape.model + ": the version names no feature; one or more would be right");
        }
        if (shape.width < (quantity ? 1 : 2)) {
            throw new ModelRefused(shape.model + ": the version names the classes " + version.getClasses()
                    + "; two or more would be right");
        }
        return shape;
    }

    /**
     * Compares with a graph. Further outputs are let be, further inputs are not: nobody would fill them.
     *
     * @throws ModelRefused at the first difference
     */
    void check(OrtSession session) throws OrtException {
        Map<String, NodeInfo> inputs = session.getInputInfo();
        checkInput(inputs.get(NUMERIC), NUMERIC, OnnxJavaType.FLOAT, numeric);
        checkInput(inputs.get(CATEGORICAL), CATEGORICAL, OnnxJavaType.STRING, categorical);
        Set<String> strange = new TreeSet<>(inputs.keySet());
        strange.removeAll(Set.of(NUMERIC, CATEGORICAL));
        if (!strange.isEmpty()) {
            throw new ModelRefused(model + ": the graph has the inputs " + strange + "; only " + NUMERIC + " and "
                    + CATEGORICAL + " would be right");
        }
        Map<String, NodeInfo> outputs = session.getOutputInfo();
        NodeInfo result = outputs.get(output);
        if (result == null) {
            throw new ModelRefused(model + ": the graph gives " + new TreeSet<>(outputs.keySet()) + ", no output \""
                    + output + "\", which would be right");
        }
        checkTensor(result, "output \"" + output + "\"", OnnxJavaType.FLOAT, width, true);
    }

    private void checkInput(@Nullable NodeInfo node, String name, OnnxJavaType type, int columns) {
        if (node == null && columns > 0) {
            throw new ModelRefused(model + ": the graph has no input \"" + name + "\", but the version has " + columns
                    + " " + name + " features");
        }
        if (node != null && columns == 0) {
            throw new ModelRefused(
                    model + ": the graph has an input \"" + name + "\", but the version has no " + name + " features");
        }
        if (node != null) {
            checkTensor(node, "input \"" + name + "\"", type, columns, false);
        }
    }

    private void checkTensor(NodeInfo node, String what, OnnxJavaType type, int columns, boolean inferred) {
        TensorInfo found = node.getInfo() instanceof TensorInfo tensor ? tensor : null;
        String right = type + " [rows, " + columns + "] with a free number of rows would be right";
        if (found == null) {
            throw new ModelRefused(model + ": " + what + " is no tensor but " + node.getInfo() + "; " + right);
        }
        long[] shape = found.getShape();
        // An output's columns may be left open where shape inference gave up; the pinned output then checks them at run
        // time.
        boolean fits = shape.length == 2
                && shape[0] == FREE
                && (shape[1] == columns || (inferred && shape[1] == FREE))
                && found.type == type;
        if (!fits) {
            throw new ModelRefused(model + ": " + what + " is " + found.type + " " + describe(shape) + "; " + right);
        }
    }

    private static String describe(long[] shape) {
        return Arrays.toString(shape).replace("-1", "free");
    }

    /** Why values do not fit, if they don't. */
    Optional<String> mismatch(int numericValues, int categoricalValues, int rows) {
        boolean fits =
                rows >= 0 && numericValues == (long) numeric * rows && categoricalValues == (long) categorical * rows;
        return fits
                ? Optional.empty()
                : Optional.of(model + " takes " + numeric + " numeric and " + categorical
                        + " categorical values a row, found " + numericValues + " and " + categoricalValues + " for "
                        + rows + " rows");
    }
}
