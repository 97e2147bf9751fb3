package io.headrace.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Records as plain JSON. */
final class JsonRendering {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonRendering() {}

    static ObjectNode render(IndexedRecord value) {
        ObjectNode target = NODES.objectNode();
        for (Schema.Field field : value.getSchema().getFields()) {
            target.set(field.name(), render(value.get(field.pos()), field.schema()));
        }
        return target;
    }

    private static JsonNode render(@Nullable Object value, Schema schema) {
        if (value == null) {
            return NODES.nullNode();
        }
        return switch (schema.getType()) {
            case NULL -> NODES.nullNode();
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case INT, LONG -> whole((Number) value, schema);
            case FLOAT -> fraction((Float) value);
            case DOUBLE -> fraction((Double) value);
            case STRING, ENUM -> NODES.textNode(value.toString());
            case BYTES -> bytes(copy((ByteBuffer) value), schema);
            case FIXED -> bytes(((GenericFixed) value).bytes(), schema);
            case ARRAY -> array((Collection<?>) value, schema);
            case MAP -> map((Map<?, ?>) value, schema);
            case RECORD -> render((IndexedRecord) value);
            case UNION -> render(value, schema.getTypes().get(GenericData.get().resolveUnion(schema, value)));
        };
    }

    private static JsonNode whole(Number value, Schema schema) {
        return JsonTimes.render(value.longValue(), schema)
                .<JsonNode>map(NODES::textNode)
                .orElseGet(() -> NODES.numberNode(value.longValue()));
    }

    private static JsonNode fraction(double value) {
        return Double.isFinite(value) ? NODES.numberNode(value) : NODES.textNode(Double.toString(value));
    }

    private static JsonNode fraction(float value) {
        return Float.isFinite(value) ? NODES.numberNode(value) : NODES.textNode(Float.toString(value));
    }

    private static JsonNode bytes(byte[] value, Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                ? NODES.numberNode(new BigDecimal(new BigInteger(value), decimal.getScale()))
                : NODES.textNode(Base64.getEncoder().encodeToString(value));
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] target = new byte[buffer.remaining()];
        buffer.duplicate().get(target);
        return target;
    }

    private static ArrayNode array(Collection<?> values, Schema schema) {
        ArrayNode target = NODES.arrayNode(values.size());
        values.forEach(value -> target.add(render(value, schema.getElementType())));
        return target;
    }

    private static ObjectNode map(Map<?, ?> values, Schema schema) {
        ObjectNode target = NODES.objectNode();
        values.forEach((key, value) -> target.set(key.toString(), render(value, schema.getValueType())));
        return target;
    }
}
