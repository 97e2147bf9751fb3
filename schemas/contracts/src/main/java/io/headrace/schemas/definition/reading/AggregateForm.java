package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An aggregate over an entity's events in a window. */
record AggregateForm(Feature.WindowedAggregate feature) implements FeatureForm {

    /** Instead of an operand's expression: every event counts. */
    private static final String ALL = "all";

    /** What "all" stands for. */
    private static final String ONE = "1";

    /** The kinds whose operand may be a text, in words. */
    static final String OF_TEXTS = Arrays.stream(AggregateFunction.values())
            .filter(AggregateFunction::takesTexts)
            .map(AggregateFunction::text)
            .collect(Collectors.joining(", "));

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return Arrays.stream(AggregateFunction.values())
                    .map(AggregateFunction::text)
                    .toList();
        }

        @Override
        public List<String> settings() {
            return AggregateParts.SETTINGS;
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            AggregateFunction function = function(entry.kind());
            boolean fits = fits(entry, function);
            Optional<AggregateParts> parts = AggregateParts.read(
                    entry, function.takesAll() ? "all or a CEL expression" : "a CEL expression", role(function));
            List<FeatureEntry.Variant<Duration>> windows = entry.windows();
            return parts.filter(_ -> fits).stream()
                    .flatMap(read -> features(entry, function, read, windows).stream())
                    .toList();
        }
    };

    private static List<FeatureDraft> features(
            FeatureEntry entry,
            AggregateFunction function,
            AggregateParts parts,
            List<FeatureEntry.Variant<Duration>> windows) {
        boolean all = isAll(function, parts.operand());
        Feature.Operand meant = new Feature.Operand(
                all ? ONE : parts.operand().cel(),
                kind(entry, function, parts.operand()),
                parts.where().map(FeatureDraft.Expression::cel));
        return entry.each(
                windows,
                all ? parts.where().stream().toList() : parts.expressions(),
                (name, over) -> new Feature.WindowedAggregate(
                        name, function, meant, parts.by(), new Feature.Window(over, parts.excludingThis())));
    }

    private static AggregateFunction function(String kind) {
        return Arrays.stream(AggregateFunction.values())
                .filter(function -> function.text().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static FeatureDraft.Role role(AggregateFunction function) {
        if (function.takesAll()) {
            return FeatureDraft.Role.COUNTED;
        }
        return function.takesTexts() ? FeatureDraft.Role.ANY_OPERAND : FeatureDraft.Role.OPERAND;
    }

    /** What the operand is; where it cannot be, or the function is of numbers alone, a number. */
    private static FeatureKind kind(FeatureEntry entry, AggregateFunction function, FeatureDraft.Expression operand) {
        boolean text = function.takesTexts()
                && entry.context()
                        .events()
                        .expressions()
                        .filter(expressions -> expressions.isText(operand.cel()))
                        .isPresent();
        return text ? FeatureKind.CATEGORICAL : FeatureKind.NUMERIC;
    }

    private static boolean isAll(AggregateFunction function, FeatureDraft.Expression operand) {
        return function.takesAll() && operand.cel().equals(ALL);
    }

    /** False after a mistake. */
    private static boolean fits(FeatureEntry entry, AggregateFunction function) {
        if (function.isComparison() && entry.section().has("excluding")) {
            entry.section()
                    .mistakeAtKey(
                            "excluding",
                            entry.kind()
                                    + " compares the event with the earlier ones, so it is never among them; leave it out");
            return false;
        }
        return true;
    }

    @Override
    public JsonNode canonical(String label) {
        ObjectNode entry = CanonicalSections.object()
                .put(
                        feature.function().text(),
                        countsAll() ? ALL : feature.operand().expression());
        FeatureForm.withEntity(entry, feature)
                .put("over", DurationText.of(feature.window().over()));
        feature.operand().where().ifPresent(condition -> entry.put("where", condition));
        return feature.window().excludingThis() ? entry.put("excluding", "this") : entry;
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        node.put("over", DurationText.of(feature.window().over()));
        if (feature.window().excludingThis()) {
            node.put("excluding", "this");
        }
        meaning.entity(node, feature.by());
        meaning.operand(node, feature.function().text(), feature.operand(), feature.name());
    }

    @Override
    public String words() {
        String operand = feature.operand().expression();
        String aggregated = switch (feature.function()) {
            case COUNT -> countsAll() ? "count" : "count of " + operand;
            case SUM, MEAN, MIN, MAX, STDDEV, FIRST, LAST -> feature.function().text() + " of " + operand;
            case RATE -> (countsAll() ? "events" : "events with " + operand) + " a second";
            case DISTINCT -> "number of different " + operand;
            case MODE -> "most frequent " + operand;
            case MODE_SHARE -> "share of the most frequent " + operand;
            case ZSCORE -> operand + " in deviations from the mean of the earlier ones";
            case RATIO -> operand + " as a multiple of the mean of the earlier ones";
            case CHANGE -> "change of " + operand + " since the last one";
        };
        return aggregated
                + AggregateParts.words(feature.operand())
                + " " + FeatureForm.entity(feature) + " over "
                + DurationText.of(feature.window().over())
                + (feature.window().excludingThis() ? " before the event" : "");
    }

    private boolean countsAll() {
        return feature.function().takesAll() && feature.operand().expression().equals(ONE);
    }
}
