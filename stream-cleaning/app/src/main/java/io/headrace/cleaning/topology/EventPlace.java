package io.headrace.cleaning.topology;

import io.headrace.schemas.definition.Events;
import java.util.OptionalLong;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Where an event says which event it is, and when it happened. */
final class EventPlace {

    private final Schema.Field id;
    private final Schema.Field time;
    private final long unitsPerMillisecond;

    EventPlace(Events events) {
        id = events.schema().getField(events.id());
        time = events.schema().getField(events.time());
        unitsPerMillisecond = inMicroseconds(time.schema()) ? 1000 : 1;
    }

    /** The id as text; empty where it is missing. */
    String id(GenericRecord event) {
        Object value = event.get(id.pos());
        return value == null ? "" : value.toString();
    }

    /** Epoch milliseconds; empty where it is missing. */
    OptionalLong time(GenericRecord event) {
        return event.get(time.pos()) instanceof Number value
                ? OptionalLong.of(Math.floorDiv(value.longValue(), unitsPerMillisecond))
                : OptionalLong.empty();
    }

    String idField() {
        return id.name();
    }

    String timeField() {
        return time.name();
    }

    private static boolean inMicroseconds(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream().anyMatch(EventPlace::inMicroseconds)
                : schema.getLogicalType() instanceof LogicalTypes.TimestampMicros;
    }
}
