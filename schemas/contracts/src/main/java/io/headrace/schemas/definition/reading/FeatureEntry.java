package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.expression.NameSuggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * An entry of {@code features} with keys.
 *
 * @param kind the key that says what to compute
 * @param section all its keys
 * @param value that of the kind's key
 */
record FeatureEntry(String name, String kind, Section section, Entry value, FeatureContext context) {

    /** The features of an entry without windows. */
    List<FeatureDraft> one(Feature feature, FeatureDraft.Expression... expressions) {
        return List.of(new FeatureDraft(name, feature, section.entry(), List.of(expressions)));
    }

    /**
     * What makes one of an entry's features differ from its others: a window, a column.
     *
     * @param suffix what it adds to the entry's name
     */
    record Variant<T>(String suffix, T value) {

        /** The one of an entry that has one only, which keeps the entry's name. */
        static <T> Variant<T> only(T value) {
            return new Variant<>("", value);
        }

        /** One of several. */
        static <T> Variant<T> named(String name, T value) {
            return new Variant<>("_" + name, value);
        }
    }

    /** One feature for each variant, by its name. */
    <T> List<FeatureDraft> each(
            List<Variant<T>> variants,
            List<FeatureDraft.Expression> expressions,
            BiFunction<String, T, Feature> feature) {
        return variants.stream()
                .map(variant -> new FeatureDraft(
                        name, feature.apply(name + variant.suffix(), variant.value()), section.entry(), expressions))
                .toList();
    }

    /** The fields that name the entity; none where they are left out. Empty after a mistake. */
    Optional<List<String>> byIfAny() {
        return section.has("by") ? by() : Optional.of(List.of());
    }

    /** The fields that name the entity, which must be there. Empty after a mistake. */
    Optional<List<String>> by() {
        Optional<Entry> entry =
                section.require("by", "name the field, or a list of fields, whose entity's past is meant");
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        List<String> keys = new ArrayList<>();
        Optional<String> stream = streamNamed();
        entry.get().items().forEach(item -> key(item, stream).ifPresent(keys::add));
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(keys.stream().distinct().toList());
    }

    private Optional<String> key(Entry entry, Optional<String> stream) {
        EventsDraft events = context.events();
        if (events.schema().isEmpty()) {
            return entry.text("a field of the event");
        }
        EventsDraft others = context.events(stream);
        return EventsReader.key(entry, events)
                .filter(field -> {
                    boolean declared =
                            events.keys().isEmpty() || events.keys().get().contains(field);
                    if (!declared) {
                        entry.mistake(field + " is a field but no key; add it to events.keys");
                    }
                    return declared;
                })
                .filter(_ -> stream.isEmpty()
                        || others.schema().isEmpty()
                        || EventsReader.key(entry, others).isPresent());
    }

    /** The further stream whose events it is of; empty: it names none, or one that is not there, which is a mistake. */
    Optional<String> from() {
        return section.find("from")
                .flatMap(entry -> entry.text("a stream").filter(name -> {
                    boolean known = context.streams().byName().containsKey(name);
                    if (!known) {
                        entry.mistake(unknown(name));
                    }
                    return known;
                }));
    }

    /** As {@link #from}, of which it is said elsewhere what is wrong. */
    private Optional<String> streamNamed() {
        return section.find("from")
                .map(Entry::node)
                .filter(ScalarNode.class::isInstance)
                .map(node -> ((ScalarNode) node).getValue().strip())
                .filter(context.streams().byName()::containsKey);
    }

    private String unknown(String name) {
        Set<String> known = context.streams().byName().keySet();
        return known.isEmpty()
                ? "\"" + name + "\" is not a stream; write it under streams: " + (Names.isLegal(name) ? name : "NAME")
                        + ": {schema: FILE, id: FIELD, time: FIELD}"
                : name + ": there is no such stream" + NameSuggestion.ending(name, List.copyOf(known));
    }

    /** One window keeps the bare name; a list's windows append their text to it. */
    List<Variant<Duration>> windows() {
        return durations("over", "write how far back it looks, P7D, or a list of such");
    }

    /**
     * The same of another key.
     *
     * @param why completes "KEY is missing: "
     */
    List<Variant<Duration>> durations(String key, String why) {
        Optional<Entry> over = section.require(key, why);
        if (over.isEmpty()) {
            return List.of();
        }
        boolean several = over.get().isList();
        return over.get().items().stream()
                .flatMap(item -> item
                        .duration()
                        .map(length -> several
                                ? Variant.named(((ScalarNode) item.node()).getValue(), length)
                                : Variant.only(length))
                        .stream())
                .toList();
    }
}
