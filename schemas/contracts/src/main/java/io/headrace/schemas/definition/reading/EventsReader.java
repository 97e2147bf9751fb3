package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Events.Ordering;
import io.headrace.schemas.expression.EventExpressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Reads {@code events}. */
final class EventsReader {

    private static final Set<Schema.Type> ID_TYPES = Set.of(Schema.Type.STRING, Schema.Type.INT, Schema.Type.LONG);
    private static final Set<Schema.Type> KEY_TYPES =
            Set.of(Schema.Type.STRING, Schema.Type.INT, Schema.Type.LONG, Schema.Type.ENUM, Schema.Type.BOOLEAN);

    static final Map<String, Ordering> ORDERING =
            Map.of(Ordering.EXACT.text(), Ordering.EXACT, Ordering.EAGER.text(), Ordering.EAGER);

    private EventsReader() {}

    static EventsDraft read(Section section, SchemaLoader loader) {
        return read(section, EventsDraft.OF_ROWS, loader);
    }

    /** @param called what mistakes call an event */
    static EventsDraft read(Section section, String called, SchemaLoader loader) {
        Optional<Schema> schema = section.require("schema", "name the Avro schema file of the events")
                .flatMap(entry -> SchemaReader.read(entry, loader));
        EventsDraft known = new EventsDraft(
                called,
                schema,
                schema.map(EventExpressions::of),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Defaults.LATENESS.value(),
                Defaults.AHEAD.value(),
                Defaults.ORDERING.value());
        return new EventsDraft(
                called,
                schema,
                known.expressions(),
                section.require("id", "name the field that identifies an event").flatMap(entry -> id(entry, known)),
                section.require("time", "name the field that holds the event's time")
                        .flatMap(entry -> time(entry, known)),
                section.find("keys").map(entry -> keys(entry, known)),
                section.find("lateness").flatMap(Entry::duration).orElse(Defaults.LATENESS.value()),
                section.find("ahead").flatMap(Entry::duration).orElse(Defaults.AHEAD.value()),
                section.find("ordering").flatMap(entry -> entry.oneOf(ORDERING)).orElse(Defaults.ORDERING.value()));
    }

    private static Optional<String> id(Entry entry, EventsDraft events) {
        return events.field(entry).flatMap(field -> {
            if (!ID_TYPES.contains(field.schema().getType())) {
                entry.mistake(field.name() + " is " + described(field.schema())
                        + "; an id is a string, int or long that is never null");
                return Optional.empty();
            }
            return Optional.of(field.name());
        });
    }

    private static Optional<String> time(Entry entry, EventsDraft events) {
        return events.field(entry).flatMap(field -> {
            boolean fits = field.schema().getLogicalType() instanceof LogicalTypes.TimestampMillis
                    || field.schema().getLogicalType() instanceof LogicalTypes.TimestampMicros;
            if (!fits) {
                entry.mistake(field.name() + " is " + described(field.schema())
                        + "; an event's time is a long with logicalType timestamp-millis or timestamp-micros");
                return Optional.empty();
            }
            return Optional.of(field.name());
        });
    }

    private static List<String> keys(Entry entry, EventsDraft events) {
        List<String> keys = new ArrayList<>();
        for (Entry item : entry.items()) {
            key(item, events).ifPresent(name -> {
                if (keys.contains(name)) {
                    item.mistake(name + " is a key already");
                } else {
                    keys.add(name);
                }
            });
        }
        return keys;
    }

    /** The name of a field that may name entities. */
    static Optional<String> key(Entry entry, EventsDraft events) {
        return events.field(entry).flatMap(field -> {
            if (!KEY_TYPES.contains(withoutNull(field.schema()).getType())) {
                entry.mistake(field.name() + " is " + described(field.schema())
                        + "; a key is a string, int, long, enum or boolean");
                return Optional.empty();
            }
            return Optional.of(field.name());
        });
    }

    /** The schema without a union with null. */
    static Schema withoutNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> others = schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        return others.size() == 1 ? others.getFirst() : schema;
    }

    static String described(Schema schema) {
        Schema bare = withoutNull(schema);
        String name = bare.getLogicalType() == null
                ? bare.getType().getName()
                : bare.getLogicalType().getName();
        return (schema.isNullable() ? "a nullable " : "of the type ") + name;
    }
}
