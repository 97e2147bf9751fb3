package io.headrace.features.engine;

import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.expression.CategoryProgram;
import io.headrace.schemas.expression.NumberProgram;
import io.headrace.schemas.feature.FeatureSignature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/** The features that are expressions, each after those it reads. */
final class RowExpressions {

    /** Computes one feature and puts it in its place. */
    private interface Step {
        void compute(GenericRecord event, double[] numeric, String[] categorical);
    }

    private record Planned(Step step, Set<String> reads) {}

    private final List<Step> steps;

    private RowExpressions(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    static RowExpressions of(List<Feature> features, FeatureSignature signature, Expressions expressions) {
        Map<String, Planned> planned = new LinkedHashMap<>();
        for (Feature feature : features) {
            switch (feature) {
                case Feature.Numeric(String name, String cel) -> {
                    int place = signature.numeric().indexOf(name);
                    NumberProgram number = expressions.number(name, cel);
                    Step step = (event, numeric, categorical) ->
                            numeric[place] = number.evaluate(event, numeric, categorical);
                    planned.put(name, new Planned(step, expressions.features(number.variables())));
                }
                case Feature.Categorical(String name, String cel) -> {
                    int place = signature.categorical().indexOf(name);
                    CategoryProgram category = expressions.category(name, cel);
                    Step step = (event, numeric, categorical) ->
                            categorical[place] = category.evaluate(event, numeric, categorical);
                    planned.put(name, new Planned(step, expressions.features(category.variables())));
                }
                case Feature.OfEntity _ -> {}
            }
        }
        return new RowExpressions(inOrder(planned));
    }

    void compute(GenericRecord event, double[] numeric, String[] categorical) {
        for (Step step : steps) {
            step.compute(event, numeric, categorical);
        }
    }

    private static List<Step> inOrder(Map<String, Planned> planned) {
        List<Step> order = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (String name : planned.keySet()) {
            visit(name, planned, done, new ArrayList<>(), order);
        }
        return order;
    }

    private static void visit(
            String name, Map<String, Planned> planned, Set<String> done, List<String> path, List<Step> order) {
        Planned feature = planned.get(name);
        if (feature == null || done.contains(name)) {
            return; // an aggregate, or computed already
        }
        if (path.contains(name)) {
            throw new IllegalArgumentException("features read each other in a circle: "
                    + String.join(" → ", path.subList(path.indexOf(name), path.size())) + " → " + name);
        }
        path.add(name);
        for (String read : feature.reads().stream().sorted().toList()) {
            visit(read, planned, done, path, order);
        }
        path.removeLast();
        done.add(name);
        order.add(feature.step());
    }
}
