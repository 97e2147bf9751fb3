package io.headrace.cleaning.program;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** A fill's text as its field's type. */
final class FillValue {

    private FillValue() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException where the text is none of the field's values
     */
    static Object parse(Schema event, String field, String text) {
        Schema schema = withoutNull(event.getField(field).schema());
        try {
            return switch (schema.getType()) {
                case STRING -> text;
                case BOOLEAN -> truth(text);
                case INT -> Integer.valueOf(text);
                case LONG -> whole(schema, text);
                case FLOAT -> Float.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
                case ENUM -> symbol(schema, text);
                case BYTES, FIXED, ARRAY, MAP, RECORD, UNION, NULL ->
                    throw new IllegalArgumentException("no constant can be written for it");
            };
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "clean.fill." + field + ": \"" + text + "\" is no "
                            + schema.getType().getName() + " (" + e.getMessage() + ")",
                    e);
        }
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("write true or false");
        };
    }

    private static Long whole(Schema schema, String text) {
        return switch (schema.getLogicalType()) {
            case LogicalTypes.TimestampMillis _ when !text.matches("-?\\d+") -> since(text, ChronoUnit.MILLIS);
            case LogicalTypes.TimestampMicros _ when !text.matches("-?\\d+") -> since(text, ChronoUnit.MICROS);
            case null, default -> Long.valueOf(text);
        };
    }

    private static long since(String text, ChronoUnit unit) {
        return unit.between(Instant.EPOCH, Instant.parse(text));
    }

    private static Object symbol(Schema schema, String text) {
        if (!schema.hasEnumSymbol(text)) {
            throw new IllegalArgumentException("one of " + schema.getEnumSymbols() + " would be right");
        }
        return new GenericData.EnumSymbol(schema, text);
    }

    private static Schema withoutNull(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElse(schema)
                : schema;
    }
}
