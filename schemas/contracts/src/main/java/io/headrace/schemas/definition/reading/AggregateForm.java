package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An aggregate over an entity's events in a window. */
record AggregateForm(Feature.WindowedAggregate feature) implements FeatureForm {

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
            Optional<AggregateParts> parts = function.takesAll()
                    ? AggregateParts.readOrAll(entry, role(function))
                    : AggregateParts.read(entry, "a CEL expression", role(function));
            return AggregateParts.each(
                    entry,
                    parts.filter(_ -> fits),
                    entry.windows(),
                    (name, read, over) -> new Feature.WindowedAggregate(
                            name,
                            function,
                            operand(entry, function, read),
                            read.by(),
                            new Feature.Window(over, read.excludingThis())));
        }
    };

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

    /** A text where it gives one and the function takes it; where it cannot be told what it gives, a number. */
    private static Feature.Operand operand(FeatureEntry entry, AggregateFunction function, AggregateParts parts) {
        Feature.Operand number = parts.number();
        boolean text = function.takesTexts()
                && entry.context()
                        .events()
                        .expressions()
                        .filter(expressions -> expressions.isText(number.expression()))
                        .isPresent();
        return text ? new Feature.Operand(number.expression(), FeatureKind.CATEGORICAL, number.where()) : number;
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

    private WrittenAggregate written() {
        return WrittenAggregate.over(feature, feature.function().text(), feature.operand(), feature.window());
    }

    @Override
    public JsonNode canonical(String label) {
        return written()
                .canonical(CanonicalSections.object()
                        .put(
                                feature.function().text(),
                                countsAll()
                                        ? AggregateParts.ALL
                                        : feature.operand().expression()));
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        written().addMeaning(node, meaning);
    }

    @Override
    public String words() {
        String operand = feature.operand().expression();
        return written()
                .words(
                        switch (feature.function()) {
                            case COUNT -> countsAll() ? "count" : "count of " + operand;
                            case SUM, MEAN, MIN, MAX, STDDEV, FIRST, LAST ->
                                feature.function().text() + " of " + operand;
                            case RATE -> (countsAll() ? "events" : "events with " + operand) + " a second";
                            case DISTINCT -> "number of different " + operand;
                            case MODE -> "most frequent " + operand;
                            case MODE_SHARE -> "share of the most frequent " + operand;
                            case ZSCORE -> operand + " in deviations from the mean of the earlier ones";
                            case RATIO -> operand + " as a multiple of the mean of the earlier ones";
                            case CHANGE -> "change of " + operand + " since the last one";
                        });
    }

    private boolean countsAll() {
        return feature.function().takesAll() && AggregateParts.isAll(feature.operand());
    }
}
