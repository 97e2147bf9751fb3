package io.headrace.schemas.definition.reading;

import static io.headrace.schemas.definition.reading.CanonicalSections.lower;
import static io.headrace.schemas.definition.reading.CanonicalSections.object;
import static io.headrace.schemas.definition.reading.CanonicalSections.texts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What each feature means, in canonical form: what it is made of, down to the event's fields, and nothing of its name. */
final class FeatureMeaning {

    private final PipelineDefinition definition;
    private final FieldMeaning fields;
    private final Map<String, Feature> byName;

    FeatureMeaning(PipelineDefinition definition) {
        this.definition = definition;
        this.fields = new FieldMeaning(definition);
        this.byName = definition.features().stream().collect(Collectors.toMap(Feature::name, Function.identity()));
    }

    ObjectNode of(Feature feature) {
        ObjectNode node = object().put("kind", lower(feature.kind()));
        switch (feature) {
            case Feature.Numeric(String name, String expression) -> expression(node, "value", expression, name);
            case Feature.Categorical(String name, String expression) -> expression(node, "category", expression, name);
            case Feature.WindowedAggregate aggregate -> {
                node.put("over", DurationText.of(aggregate.over()));
                entity(node, aggregate.by());
                expression(node, lower(aggregate.function()), aggregate.operand(), aggregate.name());
            }
            case Feature.TimeSinceLast last -> entity(node.put("timeSince", "last"), last.by());
            case Feature.LabelRate rate -> {
                node.put("rateOf", rate.ofClass().orElseGet(this::positive));
                node.put("over", DurationText.of(rate.over()));
                label(node, rate.by());
            }
            case Feature.LastLabel last -> label(node.put("lastLabel", true), last.by());
        }
        return node;
    }

    ObjectNode ofOperand(String operand) {
        ObjectNode node = object();
        expression(node, "operand", operand, "");
        return node;
    }

    private String positive() {
        return definition.problem().kind() == ProblemKind.BINARY
                ? definition.problem().positive()
                : "";
    }

    /** Looks back over events, by the event's time. */
    private void entity(ObjectNode node, List<String> by) {
        List<String> sorted = by.stream().sorted().toList();
        node.put("time", definition.events().time());
        node.set("by", texts(sorted));
        sorted.stream().filter(fields::has).forEach(field -> fieldsOf(node).setAll(fields.of(field, Set.of())));
    }

    private void label(ObjectNode node, List<String> by) {
        entity(node, by);
        node.set("label", ProblemMeaning.label(definition));
    }

    /** What is named like a field is that field, a feature of that name too. */
    private void expression(ObjectNode node, String as, String expression, String owner) {
        ExpressionTokens tokens = ExpressionTokens.of(expression);
        node.put(as, tokens.text());
        for (String name : tokens.names()) {
            if (fields.has(name)) {
                fieldsOf(node).setAll(fields.of(name, tokens.names()));
            } else if (byName.containsKey(name) && !name.equals(owner)) {
                node.withObject("/features").set(name, of(byName.get(name)));
            }
        }
    }

    private static ObjectNode fieldsOf(ObjectNode node) {
        return node.withObject("/fields");
    }
}
