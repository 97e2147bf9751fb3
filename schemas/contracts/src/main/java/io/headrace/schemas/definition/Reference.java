package io.headrace.schemas.definition;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table that changes, which events look rows up in: one row for each key, on a compacted topic of its own.
 *
 * @param name unique in its definition, and part of its topic's name
 * @param key the event's field whose text is the key of the row that an event looks up, where a feature names no other
 * @param time the field of a row that holds since when it is so (timestamp-millis); empty: its record's timestamp
 * @param fields the kinds of a row's values by name, one or more; each may be missing in a row
 */
public record Reference(String name, String key, Optional<String> time, SortedMap<String, FeatureKind> fields) {

    public Reference {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        Bounds.name("a reference's name", name);
        Bounds.notEmpty("references." + name + ".fields", fields.size());
        fields.keySet().forEach(field -> Bounds.name("a field's name", field));
        Bounds.holds(
                time.isEmpty() || !fields.containsKey(time.get()),
                "references." + name + ": " + time.orElse("")
                        + " is the time of a row and cannot be a value of it too");
    }

    /**
     * What a reference is known by where a number is wanted: follows from its name alone, so it stays the same whatever other
     * references a definition has. 0 to 1,048,575; different among those of a definition.
     */
    public int number() {
        return NameNumber.of(name);
    }
}
