package io.headrace.schemas.definition.reading;

import static io.headrace.schemas.definition.reading.CanonicalSections.lower;
import static io.headrace.schemas.definition.reading.CanonicalSections.object;
import static io.headrace.schemas.definition.reading.CanonicalSections.texts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;

/** Features in canonical form: one entry each, in definition order, which is the order of a model's inputs. */
final class CanonicalFeatures {

    private CanonicalFeatures() {}

    static ObjectNode of(PipelineDefinition definition) {
        ObjectNode node = object();
        String label = definition.problem().label();
        definition.features().forEach(feature -> add(node, feature, label));
        return node;
    }

    private static void add(ObjectNode node, Feature feature, String label) {
        switch (feature) {
            case Feature.Numeric(String name, String expression) -> node.put(name, expression);
            case Feature.Categorical(String name, String expression) ->
                node.set(name, object().put("category", expression));
            case Feature.WindowedAggregate aggregate -> {
                ObjectNode entry = object().put(lower(aggregate.function()), operand(aggregate));
                if (!aggregate.by().isEmpty()) {
                    entry.set("by", texts(aggregate.by()));
                }
                node.set(aggregate.name(), entry.put("over", DurationText.of(aggregate.over())));
            }
            case Feature.TimeSinceLast last -> {
                ObjectNode entry = object().put("timeSince", "last");
                entry.set("by", texts(last.by()));
                node.set(last.name(), entry);
            }
            case Feature.LabelRate rate -> {
                ObjectNode entry = object().put("labelRate", label);
                rate.ofClass().ifPresent(ofClass -> entry.put("of", ofClass));
                if (!rate.by().isEmpty()) {
                    entry.set("by", texts(rate.by()));
                }
                node.set(rate.name(), entry.put("over", DurationText.of(rate.over())));
            }
            case Feature.LastLabel last -> {
                ObjectNode entry = object().put("lastLabel", label);
                if (!last.by().isEmpty()) {
                    entry.set("by", texts(last.by()));
                }
                node.set(last.name(), entry);
            }
        }
    }

    private static String operand(Feature.WindowedAggregate aggregate) {
        boolean all = aggregate.function() == AggregateFunction.COUNT
                && aggregate.operand().equals("1");
        return all ? "all" : aggregate.operand();
    }
}
