package io.headrace.schemas.feature;

import io.headrace.schemas.definition.Events;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Where an event says which event it is, and when it happened. Immutable; safe for use by many threads. */
public final class EventFields {

    private static final long MICROS_PER_MILLI = 1000;

    private final Schema.Field id;
    private final Schema.Field time;
    private final boolean micros;

    /** The fields that the definition names; it has been checked that the schema has them. */
    public EventFields(Events events) {
        id = field(events.schema(), events.id());
        time = field(events.schema(), events.time());
        micros = isMicros(time.schema());
    }

    /** The id as text; empty where it is missing, and an empty one is missing. */
    public Optional<String> id(GenericRecord event) {
        return Optional.ofNullable(event.get(id.pos())).map(Object::toString).filter(text -> !text.isEmpty());
    }

    /**
     * Epoch milliseconds, negative before 1970; empty where it is missing. Microseconds are rounded down, also before 1970, so
     * that no event moves to a later time.
     */
    public OptionalLong time(GenericRecord event) {
        return event.get(time.pos()) instanceof Number value
                ? OptionalLong.of(micros ? Math.floorDiv(value.longValue(), MICROS_PER_MILLI) : value.longValue())
                : OptionalLong.empty();
    }

    /** The name of the field with the id. */
    public String idField() {
        return id.name();
    }

    /** The name of the field with the time. */
    public String timeField() {
        return time.name();
    }

    private static Schema.Field field(Schema schema, String name) {
        return Optional.ofNullable(schema.getField(name))
                .orElseThrow(() ->
                        new IllegalArgumentException(name + ": schema " + schema.getFullName() + " has no such field"));
    }

    private static boolean isMicros(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream().anyMatch(EventFields::isMicros)
                : schema.getLogicalType() instanceof LogicalTypes.TimestampMicros;
    }
}
