package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Checks a tree against the part of JSON Schema that the schema for editors uses. */
record JsonSchemaSubset(JsonNode root) {

    List<String> mistakes(JsonNode value) {
        List<String> mistakes = new ArrayList<>();
        check(root, value, "", mistakes);
        return mistakes;
    }

    private void check(JsonNode schema, JsonNode value, String path, List<String> mistakes) {
        if (schema.has("$ref")) {
            check(root.at(schema.get("$ref").asText().substring(1)), value, path, mistakes);
        }
        if (schema.has("type") && !isOneOfTypes(schema.get("type"), value)) {
            mistakes.add(path + ": not of type " + schema.get("type"));
        }
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            mistakes.add(path + ": none of " + schema.get("enum"));
        }
        if (schema.has("pattern")
                && value.isTextual()
                && !Pattern.compile(schema.get("pattern").asText())
                        .matcher(value.asText())
                        .find()) {
            mistakes.add(path + ": does not match " + schema.get("pattern"));
        }
        bounds(schema, value, path, mistakes);
        oneOf(schema, value, path, mistakes);
        properties(schema, value, path, mistakes);
        if (schema.has("items") && value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.get("items"), value.get(i), path + "/" + i, mistakes);
            }
        }
    }

    private static void bounds(JsonNode schema, JsonNode value, String path, List<String> mistakes) {
        double number = value.asDouble();
        boolean fits = (!schema.has("minimum")
                        || number >= schema.get("minimum").asDouble())
                && (!schema.has("maximum") || number <= schema.get("maximum").asDouble())
                && (!schema.has("exclusiveMinimum")
                        || number > schema.get("exclusiveMinimum").asDouble())
                && (!schema.has("exclusiveMaximum")
                        || number < schema.get("exclusiveMaximum").asDouble());
        if (value.isNumber() && !fits) {
            mistakes.add(path + ": out of bounds");
        }
    }

    private void oneOf(JsonNode schema, JsonNode value, String path, List<String> mistakes) {
        if (!schema.has("oneOf")) {
            return;
        }
        int matching = 0;
        for (JsonNode choice : schema.get("oneOf")) {
            List<String> found = new ArrayList<>();
            check(choice, value, path, found);
            matching += found.isEmpty() ? 1 : 0;
        }
        if (matching != 1) {
            mistakes.add(path + ": fits " + matching + " of the choices");
        }
    }

    private void properties(JsonNode schema, JsonNode value, String path, List<String> mistakes) {
        if (!value.isObject()) {
            return;
        }
        schema.path("required").forEach(key -> {
            if (!value.has(key.asText())) {
                mistakes.add(path + "/" + key.asText() + ": missing");
            }
        });
        JsonNode others = schema.path("additionalProperties");
        value.properties().forEach(property -> {
            String at = path + "/" + property.getKey();
            JsonNode known = schema.path("properties").path(property.getKey());
            if (!known.isMissingNode()) {
                check(known, property.getValue(), at, mistakes);
            } else if (others.isObject()) {
                check(others, property.getValue(), at, mistakes);
            } else if (others.isBoolean() && !others.asBoolean()) {
                mistakes.add(at + ": not known");
            }
        });
    }

    private static boolean contains(JsonNode array, JsonNode value) {
        for (JsonNode element : array) {
            if (element.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOneOfTypes(JsonNode types, JsonNode value) {
        if (types.isTextual()) {
            return isOfType(types.asText(), value);
        }
        for (JsonNode type : types) {
            if (isOfType(type.asText(), value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> throw new IllegalArgumentException(type);
        };
    }
}
