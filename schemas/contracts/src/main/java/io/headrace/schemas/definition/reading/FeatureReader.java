package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Feature;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one entry of {@code features}: one feature, or one for each window. */
final class FeatureReader {

    private static final List<String> KINDS = FeatureForm.READERS.stream()
            .flatMap(reader -> reader.kinds().stream())
            .toList();
    private static final List<String> SETTINGS = FeatureForm.READERS.stream()
            .flatMap(reader -> reader.settings().stream())
            .distinct()
            .toList();

    /** Every key of an entry, in the order of the reference. */
    static final List<String> KEYS =
            Stream.concat(KINDS.stream(), SETTINGS.stream()).toList();

    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("avg", "mean"),
            Map.entry("average", "mean"),
            Map.entry("std", "stddev"),
            Map.entry("total", "sum"),
            Map.entry("maximum", "max"),
            Map.entry("minimum", "min"),
            Map.entry("oldest", "first"),
            Map.entry("newest", "last"),
            Map.entry("latest", "last"),
            Map.entry("previous", "last"),
            Map.entry("delta", "change"),
            Map.entry("unique", "distinct"),
            Map.entry("nunique", "distinct"),
            Map.entry("cardinality", "distinct"),
            Map.entry("median", "quantile"),
            Map.entry("percentile", "quantile"),
            Map.entry("top", "mode"),
            Map.entry("topK", "mode with nth"),
            Map.entry("lastN", "last with nth"),
            Map.entry("join", "lookup"),
            Map.entry("reference", "lookup"));

    private final FeatureContext context;

    FeatureReader(FeatureContext context) {
        this.context = context;
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
            return FeatureDraft.Expression.of(
                            value, FeatureDraft.Role.NUMBER, "a CEL expression or {count: all, by: …, over: …}")
                    .stream()
                    .map(cel -> new FeatureDraft(name, new Feature.Numeric(name, cel.cel()), value, List.of(cel)))
                    .toList();
        }
        Section section = Section.of(value, KEYS);
        List<String> kinds = KINDS.stream().filter(section::has).toList();
        if (kinds.size() != 1) {
            noKind(section, kinds);
            return List.of();
        }
        String kind = kinds.getFirst();
        return section.find(kind).stream()
                .flatMap(entry -> read(new FeatureEntry(name, kind, section, entry, context)).stream())
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

    private static List<FeatureDraft> read(FeatureEntry entry) {
        FeatureForm.Reader reader = FeatureForm.READERS.stream()
                .filter(form -> form.kinds().contains(entry.kind()))
                .findFirst()
                .orElseThrow();
        for (String key : SETTINGS) {
            if (entry.section().has(key) && !reader.settings().contains(key)) {
                entry.section().mistakeAtKey(key, entry.kind() + " takes no " + key + "; leave it out");
            }
        }
        return reader.read(entry);
    }
}
