package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one entry of {@code features}: one feature, or one for each window. */
final class FeatureReader {

    private static final List<String> KINDS = Keys.FEATURE.subList(0, Keys.FEATURE.indexOf("by"));
    private static final Map<String, String> MEANT = Map.of(
            "avg", "mean", "average", "mean", "std", "stddev", "total", "sum", "maximum", "max", "minimum", "min");

    private final EventsDraft events;
    private final LabelFeatureReader labels;

    FeatureReader(EventsDraft events, ProblemDraft problem) {
        this.events = events;
        this.labels = new LabelFeatureReader(problem);
    }

    /** Whether an entry is just the field of this name, as a number or as a category. */
    static boolean isField(String name, Entry value) {
        if (value.node() instanceof ScalarNode scalar) {
            return scalar.getValue().strip().equals(name);
        }
        return value.node() instanceof MappingNode mapping
                && Section.peek(mapping).get("category") instanceof ScalarNode scalar
                && scalar.getValue().strip().equals(name);
    }

    /** The features; empty after a mistake. */
    List<FeatureDraft> read(String name, Entry value) {
        if (!value.isMapping()) {
            return value.scalar("a CEL expression or {count: all, by: …, over: …}").stream()
                    .map(node -> new FeatureDraft(
                            name,
                            new Feature.Numeric(name, node.getValue().strip()),
                            value,
                            Optional.of(new FeatureDraft.Expression(node, value.path()))))
                    .toList();
        }
        Section section = Section.of(value, Keys.FEATURE);
        List<String> kinds = KINDS.stream().filter(section::has).toList();
        if (kinds.size() != 1) {
            noKind(section, kinds);
            return List.of();
        }
        return section.find(kinds.getFirst()).stream()
                .flatMap(entry -> read(name, kinds.getFirst(), section, entry).stream())
                .toList();
    }

    private static void noKind(Section section, List<String> kinds) {
        if (!kinds.isEmpty()) {
            section.entry().mistake("is " + String.join(" and ", kinds) + " at once; a feature is one of them");
            return;
        }
        String meant = section.entries().keySet().stream()
                .filter(MEANT::containsKey)
                .map(key -> "; for " + key + " write " + MEANT.get(key))
                .findFirst()
                .orElse("");
        section.entry().mistake("does not say what to compute; write one of " + String.join(", ", KINDS) + meant);
    }

    private List<FeatureDraft> read(String name, String kind, Section section, Entry entry) {
        if (!kind.equals("labelRate")) {
            forbid(section, kind, "of");
        }
        return switch (kind) {
            case "category" -> category(name, section, entry);
            case "timeSince" -> timeSince(name, section, entry);
            case "labelRate" -> labels.rate(name, section, entry, byIfAny(section), windows(section));
            case "lastLabel" -> labels.last(name, section, entry, byIfAny(section));
            default -> aggregate(name, kind, section, entry);
        };
    }

    private static List<FeatureDraft> category(String name, Section section, Entry entry) {
        forbid(section, "category", "by", "over");
        return entry.scalar("a CEL expression").stream()
                .map(node -> new FeatureDraft(
                        name,
                        new Feature.Categorical(name, node.getValue().strip()),
                        section.entry(),
                        Optional.of(new FeatureDraft.Expression(node, entry.path()))))
                .toList();
    }

    private List<FeatureDraft> timeSince(String name, Section section, Entry entry) {
        forbid(section, "timeSince", "over");
        Optional<String> last = entry.oneOf(Map.of("last", "last"));
        Optional<List<String>> by = by(section);
        return by.filter(_ -> last.isPresent()).stream()
                .map(keys -> new FeatureDraft(
                        name, new Feature.TimeSinceLast(name, keys), section.entry(), Optional.empty()))
                .toList();
    }

    private List<FeatureDraft> aggregate(String name, String kind, Section section, Entry entry) {
        Optional<ScalarNode> operand =
                entry.scalar(kind.equals("count") ? "all or a CEL expression" : "a CEL expression");
        Optional<List<String>> by = byIfAny(section);
        List<Window> windows = windows(section);
        if (operand.isEmpty() || by.isEmpty()) {
            return List.of();
        }
        boolean all = kind.equals("count") && operand.get().getValue().strip().equals("all");
        String cel = all ? "1" : operand.get().getValue().strip();
        AggregateFunction function = AggregateFunction.valueOf(kind.toUpperCase(Locale.ROOT));
        Optional<FeatureDraft.Expression> expression =
                all ? Optional.empty() : operand.map(node -> new FeatureDraft.Expression(node, entry.path()));
        return each(
                name,
                windows,
                section,
                expression,
                (full, over) -> new Feature.WindowedAggregate(full, function, cel, by.get(), over));
    }

    static List<FeatureDraft> each(
            String name,
            List<Window> windows,
            Section section,
            Optional<FeatureDraft.Expression> expression,
            BiFunction<String, Duration, Feature> feature) {
        return windows.stream()
                .map(window -> new FeatureDraft(
                        name, feature.apply(name + window.suffix(), window.length()), section.entry(), expression))
                .toList();
    }

    private Optional<List<String>> byIfAny(Section section) {
        return section.has("by") ? by(section) : Optional.of(List.of());
    }

    private Optional<List<String>> by(Section section) {
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
        if (events.schema().isEmpty()) {
            return entry.text("a field of the event");
        }
        return EventsReader.key(entry, events).filter(name -> {
            boolean declared = events.keys().isEmpty() || events.keys().get().contains(name);
            if (!declared) {
                entry.mistake(name + " is a field but no key; add it to events.keys");
            }
            return declared;
        });
    }

    static void forbid(Section section, String kind, String... keys) {
        for (String key : keys) {
            if (section.has(key)) {
                section.mistakeAtKey(key, kind + " takes no " + key + "; leave it out");
            }
        }
    }

    record Window(String suffix, Duration length) {}

    /** One window keeps the bare name; a list's windows append their text to it. */
    private static List<Window> windows(Section section) {
        Optional<Entry> over = section.require("over", "write how far back it looks, P7D, or a list of such");
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
