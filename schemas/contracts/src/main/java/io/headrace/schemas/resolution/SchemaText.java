package io.headrace.schemas.resolution;

import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Schemas in a few words, for reasons. */
final class SchemaText {

    private SchemaText() {}

    static String of(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return "decimal with scale " + decimal.getScale();
        }
        if (logical != null) {
            return logical.getName();
        }
        return switch (schema.getType()) {
            case RECORD -> "the record " + schema.getFullName();
            case ENUM -> "the enum " + schema.getFullName();
            case FIXED -> "the fixed " + schema.getFullName() + " of " + schema.getFixedSize() + " bytes";
            case ARRAY -> "array of " + of(schema.getElementType());
            case MAP -> "map of " + of(schema.getValueType());
            case UNION -> schema.getTypes().stream().map(SchemaText::of).collect(Collectors.joining(" or "));
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL ->
                schema.getType().getName();
        };
    }
}
