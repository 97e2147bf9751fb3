package io.headrace.features.engine;

import io.headrace.schemas.definition.Events;
import io.headrace.schemas.feature.EventFields;
import io.headrace.schemas.quarantine.QuarantineRule;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** An event's id and time, which each must have. */
final class RequiredFields {

    private final EventFields fields;

    RequiredFields(Events events) {
        fields = new EventFields(events);
    }

    /** The event's id as text. */
    String id(GenericRecord event) {
        return fields.id(event)
                .orElseThrow(() -> new UnusableEventException(QuarantineRule.MISSING_ID, fields.idField()));
    }

    /** The event's time, epoch milliseconds. */
    long time(GenericRecord event) {
        return fields.time(event)
                .orElseThrow(() -> new UnusableEventException(QuarantineRule.MISSING_TIME, fields.timeField()));
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
}
