package io.headrace.features.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * Names a stage's entity by the values of its key fields. One field: its value as text. Several: each value preceded by
 * its length, so that no two lists of values give the same text ({@code 2:c1|3:t17}). None: the one entity that all
 * events are, named by no text at all.
 */
final class EntityKey {

    private final List<Schema.Field> fields;

    EntityKey(Schema schema, List<String> names) {
        fields = names.stream().map(name -> keyField(schema, name)).toList();
    }

    /** Empty where a field is null: such an event belongs to no entity. */
    Optional<String> of(GenericRecord event) {
        if (fields.size() == 1) {
            return RequiredFields.optionalText(event, fields.getFirst());
        }
        StringBuilder text = new StringBuilder();
        for (Schema.Field field : fields) {
            Object value = event.get(field.pos());
            if (value == null) {
                return Optional.empty();
            }
            append(text, value.toString());
        }
        return Optional.of(text.toString());
    }

    /** The same from a feature row's keys. */
    Optional<String> of(Map<String, String> keys) {
        if (fields.size() == 1) {
            return Optional.ofNullable(keys.get(fields.getFirst().name()));
        }
        StringBuilder text = new StringBuilder();
        for (Schema.Field field : fields) {
            String value = keys.get(field.name());
            if (value == null) {
                return Optional.empty();
            }
            append(text, value);
        }
        return Optional.of(text.toString());
    }

    private static void append(StringBuilder text, String value) {
        if (!text.isEmpty()) {
            text.append('|');
        }
        text.append(value.length()).append(':').append(value);
    }

    static Schema.Field keyField(Schema schema, String name) {
        Schema.Field field = RequiredFields.field(schema, name);
        if (!isKey(field.schema())) {
            throw new IllegalArgumentException(name + " is " + field.schema()
                    + "; a key is a string, int, long, boolean or enum, or such a one or null");
        }
        return field;
    }

    private static boolean isKey(Schema schema) {
        return switch (schema.getType()) {
            case STRING, INT, LONG, BOOLEAN, ENUM, NULL -> true;
            case UNION -> schema.getTypes().stream().allMatch(EntityKey::isKey);
            default -> false;
        };
    }
}
