package io.headrace.trainer.search;

import io.headrace.model.onnx.OnnxConstant;
import io.headrace.model.onnx.OnnxGraphBuilder;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.family.FittedModel;
import io.headrace.trainer.family.GraphInputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The mean of several models' margins: on few validation rows the best of many is best partly by luck, and the mean of some good ones is steadier. */
record AveragedModel(List<FittedModel> members) implements FittedModel {

    AveragedModel {
        members = List.copyOf(members);
    }

    /** One model is itself. */
    static FittedModel of(List<FittedModel> models) {
        return models.size() == 1 ? models.getFirst() : new AveragedModel(models);
    }

    @Override
    public int outputs() {
        return members.getFirst().outputs();
    }

    @Override
    public double[] margins(Dataset rows) {
        double[] sums = new double[rows.rows() * outputs()];
        for (FittedModel member : members) {
            double[] margins = member.margins(rows);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += margins[i];
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= members.size();
        }
        return sums;
    }

    @Override
    public String export(GraphInputs inputs) {
        OnnxGraphBuilder graph = inputs.graph();
        String sum = members.stream()
                .map(member -> member.export(inputs))
                .reduce((one, other) -> graph.node("Add", List.of(one, other)))
                .orElseThrow();
        String count = graph.constant("members", OnnxConstant.doubles(List.of(), members.size()));
        return graph.node("Div", List.of(sum, count));
    }

    @Override
    public Map<String, Double> importances() {
        Map<String, Double> means = new LinkedHashMap<>();
        members.forEach(member -> member.importances()
                .forEach((feature, share) -> means.merge(feature, share / members.size(), Double::sum)));
        return means;
    }

    /** Those of the first, and how many there are. */
    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>(members.getFirst().facts());
        facts.put("models", Integer.toString(members.size()));
        return facts;
    }
}
