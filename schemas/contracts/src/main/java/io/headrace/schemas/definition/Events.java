package io.headrace.schemas.definition;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
 * @param ahead how far an event's time may lie ahead of its arrival
 * @param ordering whether a feature row waits for all that happened before its event
 */
public record Events(
        Schema schema,
        String id,
        String time,
        List<String> keys,
        Duration lateness,
        Duration ahead,
        Ordering ordering) {

    /** Whether a feature row waits for all that happened before its event. */
    public enum Ordering {
        /** It waits until every partition that could bring an earlier event has come as far. */
        EXACT,
        /** It is made at once of what is there: sooner, and of less where partitions are not equally far. */
        EAGER;

        /** As a definition and a feature row say it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

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
        notNegative("events.lateness", lateness);
        notNegative("events.ahead", ahead);
    }

    /** Whether a field says which event this is, or when it was: that cannot be repaired, since everything goes by it. */
    public boolean places(String field) {
        return field.equals(id) || field.equals(time);
    }

    private static void notNegative(String name, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " is not negative, found " + duration);
        }
    }

    /** In exact order. */
    public Events(Schema schema, String id, String time, List<String> keys, Duration lateness, Duration ahead) {
        this(schema, id, time, keys, lateness, ahead, Ordering.EXACT);
    }
}
