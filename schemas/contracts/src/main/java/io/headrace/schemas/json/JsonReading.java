package io.headrace.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** One reading of one document; it notes each mistake and goes on. */
final class JsonReading {

    private final List<JsonMistake> mistakes = new ArrayList<>();

    List<JsonMistake> mistakes() {
        return mistakes;
    }

    /** The value, or null: either the value null, or a mistake has been noted. */
    @Nullable Object read(JsonNode node, Schema schema, JsonPath path) {
        return switch (schema.getType()) {
            case NULL -> node.isNull() ? null : wrong(node, schema, path);
            case BOOLEAN -> node.isBoolean() ? (Object) node.booleanValue() : wrong(node, schema, path);
            case INT -> integer(node, schema, path);
            case LONG -> longInteger(node, schema, path);
            case FLOAT ->
                JsonNumbers.asFloat(node).<Object>map(value -> value).orElseGet(() -> wrong(node, schema, path));
            case DOUBLE ->
                JsonNumbers.asDouble(node).<Object>map(value -> value).orElseGet(() -> wrong(node, schema, path));
            case STRING -> string(node, schema, path);
            case BYTES -> bytes(node, schema, path);
            case FIXED -> fixed(node, schema, path);
            case ENUM ->
                node.isTextual() && schema.hasEnumSymbol(node.textValue())
                        ? new GenericData.EnumSymbol(schema, node.textValue())
                        : wrong(node, schema, path);
            case ARRAY -> array(node, schema, path);
            case MAP -> map(node, schema, path);
            case RECORD -> row(node, schema, path);
            case UNION -> union(node, schema, path);
        };
    }

    private @Nullable Object row(JsonNode node, Schema schema, JsonPath path) {
        if (!node.isObject()) {
            return wrong(node, schema, path);
        }
        GenericData.Record target = new GenericData.Record(schema);
        int known = 0;
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = node.get(field.name());
            if (value != null) {
                known++;
                target.put(field.pos(), read(value, field.schema(), path.at(field.name())));
            } else if (field.hasDefaultValue()) {
                target.put(field.pos(), GenericData.get().getDefaultValue(field));
            } else if (!field.schema().isNullable()) {
                mistake(path.at(field.name()), "nothing", Expectation.of(field.schema()));
            }
        }
        if (known < node.size()) {
            unknownFields(node, schema, path);
        }
        return target;
    }

    private void unknownFields(JsonNode node, Schema schema, JsonPath path) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (schema.getField(name) == null) {
                mistake(
                        path.at(name),
                        "a field " + schema.getName() + " does not have",
                        Expectation.field(name, schema));
            }
        }
    }

    private @Nullable Object union(JsonNode node, Schema schema, JsonPath path) {
        if (node.isNull() && schema.isNullable()) {
            return null;
        }
        List<Schema> branches = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        if (branches.size() == 1) {
            return read(node, branches.getFirst(), path);
        }
        for (Schema branch : branches) {
            JsonReading attempt = new JsonReading();
            Object value = attempt.read(node, branch, path);
            if (attempt.mistakes.isEmpty()) {
                return value;
            }
        }
        return wrong(node, schema, path);
    }

    private @Nullable Object array(JsonNode node, Schema schema, JsonPath path) {
        if (!node.isArray()) {
            return wrong(node, schema, path);
        }
        List<@Nullable Object> target = new GenericData.Array<>(node.size(), schema);
        for (int i = 0; i < node.size(); i++) {
            target.add(read(node.get(i), schema.getElementType(), path.at(i)));
        }
        return target;
    }

    private @Nullable Object map(JsonNode node, Schema schema, JsonPath path) {
        if (!node.isObject()) {
            return wrong(node, schema, path);
        }
        Map<String, @Nullable Object> target = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            target.put(entry.getKey(), read(entry.getValue(), schema.getValueType(), path.at(entry.getKey())));
        }
        return target;
    }

    private @Nullable Object integer(JsonNode node, Schema schema, JsonPath path) {
        var number = node.isTextual() ? JsonTimes.read(node.textValue(), schema) : JsonNumbers.asLong(node);
        return number.filter(value -> value == (int) (long) value)
                .<Object>map(Long::intValue)
                .orElseGet(() -> wrong(node, schema, path));
    }

    private @Nullable Object longInteger(JsonNode node, Schema schema, JsonPath path) {
        var number = node.isTextual() ? JsonTimes.read(node.textValue(), schema) : JsonNumbers.asLong(node);
        return number.<Object>map(value -> value).orElseGet(() -> wrong(node, schema, path));
    }

    private @Nullable Object string(JsonNode node, Schema schema, JsonPath path) {
        if (!node.isTextual()) {
            return wrong(node, schema, path);
        }
        LogicalType logical = schema.getLogicalType();
        if (logical != null && logical.getName().equals(LogicalTypes.uuid().getName())) {
            try {
                return UUID.fromString(node.textValue()).toString();
            } catch (IllegalArgumentException noUuid) {
                return wrong(node, schema, path);
            }
        }
        return node.textValue();
    }

    private @Nullable Object bytes(JsonNode node, Schema schema, JsonPath path) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return JsonNumbers.unscaled(node, decimal)
                    .<Object>map(unscaled -> ByteBuffer.wrap(unscaled.toByteArray()))
                    .orElseGet(() -> wrong(node, schema, path));
        }
        byte @Nullable [] raw = base64(node);
        return raw == null ? wrong(node, schema, path) : ByteBuffer.wrap(raw);
    }

    private @Nullable Object fixed(JsonNode node, Schema schema, JsonPath path) {
        byte @Nullable [] raw = schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                ? JsonNumbers.unscaled(node, decimal)
                        .map(unscaled -> JsonNumbers.signExtend(unscaled, schema.getFixedSize()))
                        .orElse(null)
                : base64(node);
        return raw == null || raw.length != schema.getFixedSize()
                ? wrong(node, schema, path)
                : new GenericData.Fixed(schema, raw);
    }

    private static byte @Nullable [] base64(JsonNode node) {
        try {
            return node.isTextual() ? Base64.getDecoder().decode(node.textValue()) : null;
        } catch (IllegalArgumentException noBase64) {
            return null;
        }
    }

    private @Nullable Object wrong(JsonNode node, Schema schema, JsonPath path) {
        mistake(path, Expectation.found(node), Expectation.of(schema));
        return null;
    }

    private void mistake(JsonPath path, String found, String right) {
        mistakes.add(new JsonMistake(path.pointer(), found, right));
    }
}
