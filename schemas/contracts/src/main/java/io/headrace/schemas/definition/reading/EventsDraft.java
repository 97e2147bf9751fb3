package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Events.Ordering;
import io.headrace.schemas.expression.EventExpressions;
import io.headrace.schemas.expression.NameSuggestion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * What is known of the events while the rest is read.
 *
 * @param called "the event", or what an event of a further stream is called
 * @param expressions over the schema; making them takes long enough to do it once
 * @param keys empty where they are left to the features
 */
record EventsDraft(
        String called,
        Optional<Schema> schema,
        Optional<EventExpressions> expressions,
        Optional<String> id,
        Optional<String> time,
        Optional<List<String>> keys,
        Duration lateness,
        Duration ahead,
        Ordering ordering) {

    /** An event that a row is made of. */
    static final String OF_ROWS = "the event";

    static final EventsDraft UNKNOWN = new EventsDraft(
            OF_ROWS,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Defaults.LATENESS.value(),
            Defaults.AHEAD.value(),
            Defaults.ORDERING.value());

    /** The field an entry names; a mistake where the schema is known and has no such field. */
    Optional<Schema.Field> field(Entry entry) {
        return schema.flatMap(known -> entry.text("a field of " + called).flatMap(name -> field(entry, name)));
    }

    Optional<Schema.Field> field(Entry entry, String name) {
        return schema.flatMap(known -> {
            Optional<Schema.Field> field = Optional.ofNullable(known.getField(name));
            if (field.isEmpty()) {
                entry.mistake(name + ": " + called + " has no such field" + NameSuggestion.ending(name, fieldNames()));
            }
            return field;
        });
    }

    boolean hasField(String name) {
        return schema.filter(known -> known.getField(name) != null).isPresent();
    }

    private List<String> fieldNames() {
        return schema.stream()
                .flatMap(known -> known.getFields().stream())
                .map(Schema.Field::name)
                .toList();
    }
}
