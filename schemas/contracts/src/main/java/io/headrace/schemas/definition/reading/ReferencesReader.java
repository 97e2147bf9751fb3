package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.expression.NameSuggestion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code references}. */
final class ReferencesReader {

    static final Map<String, FeatureKind> TYPES =
            Map.of("number", FeatureKind.NUMERIC, "text", FeatureKind.CATEGORICAL);

    /** As other languages call them. */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("double", "number"),
            Map.entry("float", "number"),
            Map.entry("int", "number"),
            Map.entry("long", "number"),
            Map.entry("integer", "number"),
            Map.entry("numeric", "number"),
            Map.entry("string", "text"));

    private final EventsDraft events;
    private final Set<String> features;
    private final Map<Integer, String> numbers = new HashMap<>();

    private ReferencesReader(EventsDraft events, Set<String> features) {
        this.events = events;
        this.features = features;
    }

    /**
     * The references as far as they could be read.
     *
     * @param entry nothing where there are none
     * @param features names of the features
     */
    static ReferencesDraft read(Optional<Entry> entry, EventsDraft events, Set<String> features) {
        return entry.map(found -> new ReferencesReader(events, features).all(Section.ofAnyKeys(found)))
                .orElse(ReferencesDraft.NONE);
    }

    private ReferencesDraft all(Section section) {
        Map<String, Optional<Reference>> references = new LinkedHashMap<>();
        section.entries().forEach((name, value) -> {
            if (Names.isLegal(name)) {
                references.put(name, one(name, value));
            } else {
                section.mistakeAtKey(name, Names.complaint(name));
            }
        });
        return new ReferencesDraft(Optional.of(section), references);
    }

    private Optional<Reference> one(String name, Entry value) {
        Section section = Section.of(value, Keys.REFERENCE);
        if (!value.isMapping()) {
            return Optional.empty();
        }
        Optional<String> key = section.require(
                        "key", "name the event's field whose text is the key of the row that an event looks up")
                .flatMap(entry -> eventField(entry, events, features));
        Optional<String> time =
                section.find("time").flatMap(entry -> entry.text("a name for the field of a row's time"));
        Optional<SortedMap<String, FeatureKind>> fields = section.require(
                        "fields", "say what a row holds, {risk: number, country: text}")
                .flatMap(this::fields);
        time.filter(field -> !Names.isLegal(field))
                .ifPresent(field -> section.mistakeAtKey("time", Names.complaint(field)));
        if (time.isPresent()
                && fields.filter(all -> all.containsKey(time.get())).isPresent()) {
            section.mistakeAtKey(
                    "time", time.get() + " is the time of a row; leave it out of fields, where numbers and texts are");
            return Optional.empty();
        }
        boolean isWhole = key.isPresent()
                && fields.isPresent()
                && time.filter(field -> !Names.isLegal(field)).isEmpty();
        return isWhole ? numbered(section, new Reference(name, key.get(), time, fields.get())) : Optional.empty();
    }

    private Optional<Reference> numbered(Section section, Reference reference) {
        String other = numbers.putIfAbsent(reference.number(), reference.name());
        if (other != null) {
            section.entry().mistake("cannot be told from " + other + " in stored state; give it another name");
            return Optional.empty();
        }
        return Optional.of(reference);
    }

    private Optional<SortedMap<String, FeatureKind>> fields(Entry entry) {
        Section section = Section.ofAnyKeys(entry);
        if (!entry.isMapping()) {
            return Optional.empty();
        }
        if (section.entries().isEmpty()) {
            entry.mistake("there are no fields; a row needs at least one");
        }
        SortedMap<String, FeatureKind> fields = new TreeMap<>();
        section.entries().forEach((name, type) -> {
            if (Names.isLegal(name)) {
                type(type).ifPresent(kind -> fields.put(name, kind));
            } else {
                section.mistakeAtKey(name, Names.complaint(name));
            }
        });
        return fields.isEmpty() || fields.size() < section.entries().size() ? Optional.empty() : Optional.of(fields);
    }

    private static Optional<FeatureKind> type(Entry entry) {
        return entry.text("number or text").flatMap(text -> {
            Optional<FeatureKind> kind = Optional.ofNullable(TYPES.get(text));
            if (kind.isEmpty()) {
                List<String> names = TYPES.keySet().stream().sorted().toList();
                entry.mistake("\"" + text + "\" is not known here; "
                        + Optional.ofNullable(MEANT.get(text))
                                .or(() -> NameSuggestion.of(text, names))
                                .map(meant -> "write " + meant)
                                .orElse("choose from " + String.join(", ", names)));
            }
            return kind;
        });
    }

    /** The event's field that says which row is meant; a feature, which would have to be known first, is none. */
    static Optional<String> eventField(Entry entry, EventsDraft events, Set<String> features) {
        if (events.schema().isEmpty()) {
            return entry.text("a field of the event");
        }
        return entry.text("a field of the event").flatMap(name -> {
            if (features.contains(name) && !events.hasField(name)) {
                entry.mistake(name + " is a feature; a row is looked up by a field of the event");
                return Optional.empty();
            }
            return EventsReader.key(entry, events);
        });
    }
}
