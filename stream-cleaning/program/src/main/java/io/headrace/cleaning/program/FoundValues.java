package io.headrace.cleaning.program;

import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** An event's values as a reason cites them. */
final class FoundValues {

    private static final int LONGEST = 80;

    private FoundValues() {}

    /** For example {@code amount = -12.5, currency = "eur"}. */
    static String of(GenericRecord event, Collection<String> names) {
        return names.isEmpty()
                ? "any event"
                : names.stream()
                        .map(name -> name + " = " + text(value(event, name)))
                        .collect(Collectors.joining(", "));
    }

    /** Nested fields are named with dots. */
    private static @Nullable Object value(GenericRecord event, String name) {
        @Nullable Object value = event;
        for (String part : name.split("\\.", -1)) {
            value = value instanceof GenericRecord record && record.hasField(part) ? record.get(part) : null;
        }
        return value;
    }

    private static String text(@Nullable Object value) {
        String text = value instanceof CharSequence ? "\"" + value + "\"" : String.valueOf(value);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
