package io.headrace.features.engine;

import io.headrace.schemas.definition.Events;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Where an event's id and time are. */
final class EventFields {

    private final Schema.Field id;
    private final Schema.Field time;
    private final boolean micros;

    EventFields(Events events) {
        id = field(events.schema(), events.id());
        time = field(events.schema(), events.time());
        micros = isMicros(time.schema());
    }

    /** The event's id as text; an empty text is not an id. */
    String id(GenericRecord event) {
        return optionalText(event, id)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new UnusableEventException("missing-id", id.name()));
    }

    /** The event's time, epoch milliseconds. */
    long time(GenericRecord event) {
        if (event.get(time.pos()) instanceof Long value) {
            return micros ? Math.floorDiv(value, 1000L) : value;
        }
        throw new UnusableEventException("missing-time", time.name());
    }

    static Schema.Field field(Schema schema, String name) {
        return Optional.ofNullable(schema.getField(name))
                .orElseThrow(() ->
                        new IllegalArgumentException(name + ": schema " + schema.getFullName() + " has no such field"));
    }

    /** A field's value as text; empty where it is null. */
    static Optional<String> optionalText(GenericRecord event, Schema.Field field) {
        return Optional.ofNullable(event.get(field.pos())).map(Object::toString);
    }

    private static boolean isMicros(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> schema.getTypes().stream().anyMatch(EventFields::isMicros);
            case LONG -> schema.getLogicalType() instanceof LogicalTypes.TimestampMicros;
            default -> false;
        };
    }
}
