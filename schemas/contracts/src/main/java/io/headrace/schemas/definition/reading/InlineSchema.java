package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** An Avro schema written in the definition itself, as JSON. */
final class InlineSchema {

    private static final int DEEPEST = 100;

    private InlineSchema() {}

    /** Empty where the YAML has no form in JSON. */
    static Optional<String> json(Node node) {
        return tree(node, 0).map(JsonNode::toString);
    }

    private static Optional<JsonNode> tree(Node node, int depth) {
        if (depth > DEEPEST) {
            return Optional.empty();
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode list -> list(list, depth);
            case MappingNode mapping -> mapping(mapping, depth);
            default -> Optional.empty();
        };
    }

    private static Optional<JsonNode> list(SequenceNode list, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Node element : list.getValue()) {
            tree(element, depth + 1).ifPresent(array::add);
        }
        return array.size() == list.getValue().size() ? Optional.of(array) : Optional.empty();
    }

    private static Optional<JsonNode> mapping(MappingNode mapping, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                return Optional.empty();
            }
            boolean nullDefault = key.getValue().equals("default")
                    && Tag.NULL.equals(tuple.getValueNode().getTag());
            Optional<JsonNode> value = nullDefault
                    ? Optional.of(JsonNodeFactory.instance.nullNode())
                    : tree(tuple.getValueNode(), depth + 1);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            object.set(key.getValue(), value.get());
        }
        return Optional.of(object);
    }

    private static Optional<JsonNode> scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (Tag.NULL.equals(scalar.getTag())) {
            // Avro's type null is written without quotes as well.
            return Optional.of(json.textNode("null"));
        }
        if (Tag.BOOL.equals(scalar.getTag())) {
            return Optional.of(json.booleanNode(Boolean.parseBoolean(text)));
        }
        if (Tag.INT.equals(scalar.getTag()) || Tag.FLOAT.equals(scalar.getTag())) {
            return Entry.parsedDouble(text).map(_ -> json.numberNode(new BigDecimal(text)));
        }
        return Optional.of(json.textNode(text));
    }
}
