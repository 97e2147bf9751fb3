package io.headrace.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What a mistake says of a value that was found, and of what a schema would take. */
final class Expectation {

    private static final int SHOWN_CHARACTERS = 60;

    private Expectation() {}

    static String found(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "the text " + shortened(node.toString());
            case NUMBER -> "the number " + shortened(node.asText());
            case BOOLEAN -> node.asText();
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case NULL -> "null";
            case MISSING, BINARY, POJO -> "nothing";
        };
    }

    static String of(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (logical != null) {
            return ofLogical(logical, schema);
        }
        return ofType(schema);
    }

    private static String ofType(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> "null";
            case BOOLEAN -> "true or false";
            case INT -> "a whole number of 32 bits";
            case LONG -> "a whole number of 64 bits";
            case FLOAT, DOUBLE -> "a number";
            case STRING -> "a text";
            case BYTES -> "bytes as Base64 text";
            case FIXED -> schema.getFixedSize() + " bytes as Base64 text";
            case ENUM -> "one of " + String.join(", ", schema.getEnumSymbols());
            case ARRAY -> "an array";
            case MAP -> "an object";
            case RECORD -> "an object with the fields of " + schema.getName();
            case UNION -> schema.getTypes().stream().map(Expectation::of).collect(Collectors.joining(", or "));
        };
    }

    private static String ofLogical(LogicalType logical, Schema schema) {
        return switch (logical.getName()) {
            case "date" -> "a date like 2026-11-24, or days since 1970";
            case "time-millis" -> "a time like 17:05:30, or milliseconds since midnight";
            case "time-micros" -> "a time like 17:05:30, or microseconds since midnight";
            case "timestamp-millis" -> "a time like 2026-11-24T17:05:30Z, or milliseconds since 1970";
            case "timestamp-micros" -> "a time like 2026-11-24T17:05:30Z, or microseconds since 1970";
            case "timestamp-nanos" -> "a time like 2026-11-24T17:05:30Z, or nanoseconds since 1970";
            case "local-timestamp-millis" -> "a local time like 2026-11-24T17:05:30, or milliseconds since 1970";
            case "local-timestamp-micros" -> "a local time like 2026-11-24T17:05:30, or microseconds since 1970";
            case "local-timestamp-nanos" -> "a local time like 2026-11-24T17:05:30, or nanoseconds since 1970";
            case "uuid" -> "a UUID";
            case "decimal" ->
                logical instanceof LogicalTypes.Decimal decimal
                        ? "a number of at most " + decimal.getPrecision() + " digits, " + decimal.getScale()
                                + " of them after the point"
                        : ofType(schema);
            default -> ofType(schema);
        };
    }

    /** What to do about a field that the schema does not have. */
    static String field(String name, Schema schema) {
        return schema.getFields().stream()
                .map(Schema.Field::name)
                .filter(known -> distance(name, known) <= Math.max(1, known.length() / 3))
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .map(nearest -> nearest + ", if that is what is meant")
                .orElseGet(() -> "one of "
                        + schema.getFields().stream().map(Schema.Field::name).collect(Collectors.joining(", ")));
    }

    /** Levenshtein distance, upper and lower case alike. */
    private static int distance(String left, String right) {
        if (left.length() > 4 * SHOWN_CHARACTERS) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                boolean same = Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
                int next = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[right.length()];
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
