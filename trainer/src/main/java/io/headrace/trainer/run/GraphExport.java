package io.headrace.trainer.run;

import io.headrace.model.onnx.ElementType;
import io.headrace.model.onnx.OnnxAttribute;
import io.headrace.model.onnx.OnnxConstant;
import io.headrace.model.onnx.OnnxGraphBuilder;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.trainer.calibration.Calibration;
import io.headrace.trainer.data.Target;
import io.headrace.trainer.family.GraphInputs;
import io.headrace.trainer.search.TrialModel;
import java.util.List;

/** Writes a model with its calibration as one ONNX graph; after the family's own nodes all is float64 until the output. */
final class GraphExport {

    private final OnnxGraphBuilder graph;
    private final GraphInputs inputs;

    private GraphExport(String pipeline, FeatureSignature signature) {
        this.graph = new OnnxGraphBuilder(pipeline);
        this.inputs = new GraphInputs(graph, signature);
    }

    /**
     * The graph's bytes; the same model gives the same.
     *
     * @param target tells the kind of problem
     */
    static byte[] write(String pipeline, FeatureSignature signature, TrialModel best, Target target) {
        return new GraphExport(pipeline, signature).write(best, target);
    }

    private byte[] write(TrialModel best, Target target) {
        String margins = calibrated(best.model().export(inputs), best.calibration());
        switch (target) {
            case Target.Quantities _ -> put(margins, "prediction", 1);
            case Target.Classes classes when classes.names().size() == 2 -> put(both(margins), "probabilities", 2);
            case Target.Classes classes ->
                put(
                        graph.node("Softmax", List.of(margins), OnnxAttribute.integer("axis", 1)),
                        "probabilities",
                        classes.names().size());
        }
        return graph.build();
    }

    private String calibrated(String margins, Calibration calibration) {
        if (calibration.isNone()) {
            return margins;
        }
        String slope = graph.constant("slope", OnnxConstant.doubles(List.of(), calibration.slope()));
        String scaled = graph.node("Mul", List.of(margins, slope));
        double[] shifts =
                calibration.shifts().stream().mapToDouble(Double::doubleValue).toArray();
        return shifts.length == 0
                ? scaled
                : graph.node(
                        "Add",
                        List.of(
                                scaled,
                                graph.constant("shifts", OnnxConstant.doubles(List.of((long) shifts.length), shifts))));
    }

    private String both(String margins) {
        String positive = graph.node("Sigmoid", List.of(margins));
        String one = graph.constant("one", OnnxConstant.doubles(List.of(), 1));
        String negative = graph.node("Sub", List.of(one, positive));
        return graph.node("Concat", List.of(negative, positive), OnnxAttribute.integer("axis", 1));
    }

    private void put(String value, String output, int columns) {
        graph.nodeInto("Identity", List.of(inputs.toFloat(value)), List.of(output));
        graph.output(output, ElementType.FLOAT, columns);
    }
}
