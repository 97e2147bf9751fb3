package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An aggregate over an entity's events in a window. */
record AggregateForm(Feature.WindowedAggregate feature) implements FeatureForm {

    /** Instead of an operand's expression: every event counts. */
    private static final String ALL = "all";

    /** What "all" stands for. */
    private static final String ONE = "1";

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return Arrays.stream(AggregateFunction.values())
                    .map(CanonicalSections::lower)
                    .toList();
        }

        @Override
        public List<String> settings() {
            return List.of("by", "over", "where", "excluding");
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            AggregateFunction function = AggregateFunction.valueOf(entry.kind().toUpperCase(Locale.ROOT));
            Optional<FeatureDraft.Expression> operand = operand(entry, function);
            Optional<Entry> written = entry.section().find("where");
            Optional<FeatureDraft.Expression> where = written.flatMap(AggregateForm::condition);
            Optional<Boolean> excluding = excluding(entry, function);
            Optional<List<String>> by = entry.byIfAny();
            List<FeatureEntry.Window> windows = entry.windows();
            if (operand.isEmpty() || where.isPresent() != written.isPresent() || excluding.isEmpty() || by.isEmpty()) {
                return List.of();
            }
            boolean all = isAll(function, operand.get());
            Feature.Operand meant =
                    new Feature.Operand(all ? ONE : operand.get().cel(), where.map(FeatureDraft.Expression::cel));
            return entry.each(
                    windows,
                    Stream.concat(operand.filter(_ -> !all).stream(), where.stream())
                            .toList(),
                    (name, over) -> new Feature.WindowedAggregate(
                            name, function, meant, by.get(), new Feature.Window(over, excluding.get())));
        }
    };

    private static Optional<FeatureDraft.Expression> operand(FeatureEntry entry, AggregateFunction function) {
        boolean counts = function == AggregateFunction.COUNT;
        return entry.value()
                .scalar(counts ? "all or a CEL expression" : "a CEL expression")
                .map(node -> new FeatureDraft.Expression(
                        node, entry.value().path(), counts ? FeatureDraft.Role.COUNTED : FeatureDraft.Role.OPERAND));
    }

    private static boolean isAll(AggregateFunction function, FeatureDraft.Expression operand) {
        return function == AggregateFunction.COUNT && operand.cel().equals(ALL);
    }

    private static Optional<FeatureDraft.Expression> condition(Entry where) {
        return where.scalar("a CEL condition")
                .map(node -> new FeatureDraft.Expression(node, where.path(), FeatureDraft.Role.CONDITION));
    }

    /** Empty after a mistake. */
    private static Optional<Boolean> excluding(FeatureEntry entry, AggregateFunction function) {
        Optional<Entry> excluding = entry.section().find("excluding");
        if (excluding.isEmpty()) {
            return Optional.of(false);
        }
        if (function.isComparison()) {
            entry.section()
                    .mistakeAtKey(
                            "excluding",
                            entry.kind()
                                    + " compares the event with the earlier ones, so it is never among them; leave it out");
            return Optional.empty();
        }
        return excluding.get().oneOf(Map.of("this", true));
    }

    @Override
    public JsonNode canonical(String label) {
        ObjectNode entry = CanonicalSections.object()
                .put(
                        CanonicalSections.lower(feature.function()),
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
        meaning.operand(node, CanonicalSections.lower(feature.function()), feature.operand(), feature.name());
    }

    @Override
    public String words() {
        String operand = feature.operand().expression();
        String aggregated = switch (feature.function()) {
            case COUNT -> countsAll() ? "count" : "count of " + operand;
            case SUM, MEAN, MIN, MAX, STDDEV, FIRST, LAST ->
                CanonicalSections.lower(feature.function()) + " of " + operand;
            case ZSCORE -> operand + " in deviations from the mean of the earlier ones";
            case RATIO -> operand + " as a multiple of the mean of the earlier ones";
            case CHANGE -> "change of " + operand + " since the last one";
        };
        return aggregated
                + feature.operand()
                        .where()
                        .map(condition -> " where " + condition)
                        .orElse("")
                + " " + FeatureForm.entity(feature) + " over "
                + DurationText.of(feature.window().over())
                + (feature.window().excludingThis() ? " before the event" : "");
    }

    private boolean countsAll() {
        return feature.function() == AggregateFunction.COUNT
                && feature.operand().expression().equals(ONE);
    }
}
