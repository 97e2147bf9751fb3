package io.headrace.schemas.definition.reading;

import static io.headrace.schemas.definition.reading.CanonicalSections.lower;
import static io.headrace.schemas.definition.reading.CanonicalSections.object;
import static io.headrace.schemas.definition.reading.CanonicalSections.texts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        this.fields = new FieldMeaning(definition.events().schema(), definition.clean());
        this.byName = definition.features().stream().collect(Collectors.toMap(Feature::name, Function.identity()));
    }

    ObjectNode of(Feature feature) {
        ObjectNode node = object().put("kind", lower(feature.kind()));
        FeatureForm.of(feature).addMeaning(node, this);
        return node;
    }

    ObjectNode ofOperand(Feature.Operand operand) {
        ObjectNode node = object();
        operand(node, "operand", operand, "");
        return node;
    }

    /** The class whose rate is meant where none is named. */
    String positive() {
        return definition.problem().kind() == ProblemKind.BINARY
                ? definition.problem().positive()
                : "";
    }

    /** Looks back over events, by the event's time. */
    void entity(ObjectNode node, List<String> by) {
        List<String> sorted = by.stream().sorted().toList();
        node.put("time", definition.events().time());
        node.set("by", texts(sorted));
        sorted.stream().filter(fields::has).forEach(field -> fieldsOf(node).setAll(fields.of(field, Set.of())));
    }

    /** Looks back over events, those of a further stream where one is named. */
    void entity(ObjectNode node, List<String> by, Optional<String> from) {
        entity(node, by);
        from.map(definition::stream).ifPresent(stream -> {
            ObjectNode other = node.putObject("from");
            other.put("stream", stream.name());
            other.put("time", stream.events().time());
            FieldMeaning own = fields(stream);
            by.stream().sorted().forEach(field -> fieldsOf(other).setAll(own.of(field, Set.of())));
        });
    }

    private static FieldMeaning fields(EventStream stream) {
        return new FieldMeaning(stream.events().schema(), stream.clean());
    }

    /** Looks back over labels. */
    void label(ObjectNode node, List<String> by) {
        entity(node, by);
        node.set("label", ProblemMeaning.label(definition));
    }

    /** Reads a row of a reference, as of the event's time. */
    void lookup(ObjectNode node, Feature.Lookup lookup) {
        node.put("lookup", lookup.field());
        node.put("reference", lookup.reference());
        definition.reference(lookup.reference()).time().ifPresent(field -> node.put("since", field));
        entity(node, List.of(lookup.by()));
    }

    /** @param as the key of its expression */
    void operand(ObjectNode node, String as, Feature.Operand operand, String owner) {
        Map<String, String> expressions = new LinkedHashMap<>();
        expressions.put(as, operand.expression());
        operand.where().ifPresent(condition -> expressions.put("where", condition));
        operand.from()
                .map(definition::stream)
                .ifPresentOrElse(
                        stream -> ofStream(node, expressions, stream), () -> expressions(node, expressions, owner));
    }

    private static void ofStream(ObjectNode node, Map<String, String> expressions, EventStream stream) {
        FieldMeaning own = fields(stream);
        Set<String> names = write(node, expressions);
        names.stream()
                .filter(own::has)
                .forEach(name -> fieldsOf(node.withObject("/from")).setAll(own.of(name, names)));
    }

    /**
     * One expression.
     *
     * @param as its key
     * @param owner the feature whose expression it is
     */
    void expression(ObjectNode node, String as, String expression, String owner) {
        expressions(node, Map.of(as, expression), owner);
    }

    /** What is named like a field is that field, a feature of that name too. */
    private void expressions(ObjectNode node, Map<String, String> expressions, String owner) {
        Set<String> names = write(node, expressions);
        for (String name : names) {
            if (fields.has(name)) {
                fieldsOf(node).setAll(fields.of(name, names));
            } else if (byName.containsKey(name) && !name.equals(owner)) {
                node.withObject("/features").set(name, of(byName.get(name)));
            }
        }
    }

    /** @return what they name */
    private static Set<String> write(ObjectNode node, Map<String, String> expressions) {
        Set<String> names = new LinkedHashSet<>();
        expressions.forEach((as, expression) -> {
            ExpressionTokens tokens = ExpressionTokens.of(expression);
            node.put(as, tokens.text());
            names.addAll(tokens.names());
        });
        return names;
    }

    private static ObjectNode fieldsOf(ObjectNode node) {
        return node.withObject("/fields");
    }
}
