package io.headrace.features.engine;

import io.headrace.features.engine.RowCompiler.Planned;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.feature.FeatureSignature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/** The features of the event itself and of other features, each after those it reads. */
final class RowExpressions {

    private final List<RowStep> steps;
    private final Map<String, Set<String>> reads;

    private RowExpressions(List<RowStep> steps, Map<String, Set<String>> reads) {
        this.steps = List.copyOf(steps);
        this.reads = Map.copyOf(reads);
    }

    static RowExpressions of(List<Feature> features, FeatureSignature signature, Expressions expressions) {
        Map<String, Planned> planned = new RowCompiler(signature, expressions).compile(features);
        Map<String, Set<String>> reads = new HashMap<>();
        planned.forEach((name, step) -> reads.put(name, step.reads()));
        return new RowExpressions(inOrder(planned), reads);
    }

    void compute(GenericRecord event, double[] numeric, String[] categorical) {
        for (RowStep step : steps) {
            step.compute(event, numeric, categorical);
        }
    }

    /** The features that one reads itself. */
    Set<String> reads(String feature) {
        return reads.getOrDefault(feature, Set.of());
    }

    private static List<RowStep> inOrder(Map<String, Planned> planned) {
        Set<RowStep> order = new LinkedHashSet<>();
        Set<String> done = new HashSet<>();
        for (String name : planned.keySet()) {
            visit(name, planned, done, new ArrayList<>(), order);
        }
        return List.copyOf(order);
    }

    private static void visit(
            String name, Map<String, Planned> planned, Set<String> done, List<String> path, Set<RowStep> order) {
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
