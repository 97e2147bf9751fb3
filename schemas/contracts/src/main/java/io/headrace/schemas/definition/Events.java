package io.headrace.schemas.definition;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The raw events.
 *
 * @param schema their Avro record schema
 * @param id the field that identifies an event
 * @param time the field that holds its event time (timestamp-millis or timestamp-micros)
 * @param keys the fields that name entities (customer, terminal …); may be empty
 * @param lateness how much later than newer events an event may come and still be in time
 */
public record Events(Schema schema, String id, String time, List<String> keys, Duration lateness) {

    public Events {
        keys = List.copyOf(keys);
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException(
                    "events are records, found " + schema.getType().getName());
        }
        Stream.concat(Stream.of(id, time), keys.stream()).forEach(field -> {
            if (schema.getField(field) == null) {
                throw new IllegalArgumentException(field + ": the event has no such field");
            }
        });
        if (lateness.isNegative()) {
            throw new IllegalArgumentException("events.lateness is not negative, found " + lateness);
        }
    }
}
