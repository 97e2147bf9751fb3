package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Feature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** One feature for each window, by its name and length. */
    List<FeatureDraft> each(
            List<Window> windows,
            List<FeatureDraft.Expression> expressions,
            BiFunction<String, Duration, Feature> feature) {
        return windows.stream()
                .map(window -> new FeatureDraft(
                        name, feature.apply(name + window.suffix(), window.length()), section.entry(), expressions))
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
        entry.get().items().forEach(item -> key(item).ifPresent(keys::add));
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(keys.stream().distinct().toList());
    }

    private Optional<String> key(Entry entry) {
        EventsDraft events = context.events();
        if (events.schema().isEmpty()) {
            return entry.text("a field of the event");
        }
        return EventsReader.key(entry, events).filter(field -> {
            boolean declared = events.keys().isEmpty() || events.keys().get().contains(field);
            if (!declared) {
                entry.mistake(field + " is a field but no key; add it to events.keys");
            }
            return declared;
        });
    }

    /** @param suffix what it adds to the feature's name */
    record Window(String suffix, Duration length) {}

    /** One window keeps the bare name; a list's windows append their text to it. */
    List<Window> windows() {
        return durations("over", "write how far back it looks, P7D, or a list of such");
    }

    /**
     * The same of another key.
     *
     * @param why completes "KEY is missing: "
     */
    List<Window> durations(String key, String why) {
        Optional<Entry> over = section.require(key, why);
        if (over.isEmpty()) {
            return List.of();
        }
        boolean several = over.get().isList();
        return over.get().items().stream()
                .flatMap(item -> item
                        .duration()
                        .map(length -> new Window(several ? "_" + ((ScalarNode) item.node()).getValue() : "", length))
                        .stream())
                .toList();
    }
}
