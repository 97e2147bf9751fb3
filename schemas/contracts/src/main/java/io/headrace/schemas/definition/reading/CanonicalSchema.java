package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * An Avro schema without documentation, its attributes sorted. Unlike Avro's own parsing form it keeps logical types,
 * defaults and aliases, which change what events mean.
 */
final class CanonicalSchema {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CanonicalSchema() {}

    static JsonNode of(Schema schema) {
        try {
            return plain(JSON.readTree(schema.toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro writes its schemas as JSON", e);
        }
    }

    private static JsonNode plain(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            object.properties().forEach(property -> sorted.put(property.getKey(), property.getValue()));
            sorted.remove("doc");
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            sorted.forEach((key, value) -> copy.set(key, plain(value)));
            return copy;
        }
        return node;
    }
}
