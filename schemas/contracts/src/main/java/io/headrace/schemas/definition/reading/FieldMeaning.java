package io.headrace.schemas.definition.reading;

import static io.headrace.schemas.definition.reading.CanonicalSections.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Cleaning;
import io.headrace.schemas.definition.CleaningRule;
import io.headrace.schemas.definition.Fill;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * What a clean event's field means: its type, and what cleaning makes of it. Not whether it may be null, not an enum's symbols,
 * not a record's other fields: they may grow without a change of what is there.
 */
final class FieldMeaning {

    private final Schema event;
    private final Cleaning clean;

    /** @param event the schema of an event */
    FieldMeaning(Schema event, Cleaning clean) {
        this.event = event;
        this.clean = clean;
    }

    boolean has(String field) {
        return event.getField(field) != null;
    }

    /**
     * A field, and those its repairs read.
     *
     * @param names what is read of it, where it is a record
     */
    ObjectNode of(String field, Set<String> names) {
        ObjectNode node = object();
        add(node, field, names);
        return node;
    }

    private void add(ObjectNode into, String field, Set<String> names) {
        if (into.has(field)) {
            return;
        }
        ObjectNode node = into.putObject(field);
        node.put("type", type(event.getField(field).schema(), names));
        Fill fill = clean.fill().get(field);
        if (fill instanceof Fill.Constant(String constant)) {
            node.put("fill", constant);
        }
        for (CleaningRule rule : clean.rules()) {
            if (rule instanceof CleaningRule.Repair repair
                    && repair.assignments().containsKey(field)) {
                ExpressionTokens tokens =
                        ExpressionTokens.of(repair.assignments().get(field));
                node.withArray("repairs").add(tokens.text());
                tokens.names().stream().filter(this::has).forEach(read -> add(into, read, tokens.names()));
            }
        }
    }

    private static String type(Schema schema, Set<String> names) {
        LogicalType logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return "decimal " + decimal.getScale();
        }
        if (logical != null) {
            return isInstant(logical) ? "timestamp" : logical.getName();
        }
        return switch (schema.getType()) {
            case UNION -> union(schema, names);
            case RECORD -> record(schema, names);
            case ARRAY -> "array " + type(schema.getElementType(), names);
            case MAP -> "map " + type(schema.getValueType(), names);
            case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL ->
                schema.getType().name().toLowerCase(Locale.ROOT);
        };
    }

    /** The unit does not matter: an expression sees the instant. */
    private static boolean isInstant(LogicalType logical) {
        return logical instanceof LogicalTypes.TimestampMillis || logical instanceof LogicalTypes.TimestampMicros;
    }

    private static String union(Schema schema, Set<String> names) {
        Set<String> others = new TreeSet<>();
        schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .forEach(branch -> others.add(type(branch, names)));
        return String.join(" or ", others);
    }

    private static String record(Schema schema, Set<String> names) {
        Set<String> read = new TreeSet<>();
        schema.getFields().stream()
                .filter(field -> names.contains(field.name()))
                .forEach(field -> read.add(field.name() + " " + type(field.schema(), names)));
        return "record " + read;
    }
}
