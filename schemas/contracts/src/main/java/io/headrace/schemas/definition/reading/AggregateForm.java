package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.reading.FeatureEntry.Variant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An aggregate over an entity's events in a window. */
record AggregateForm(Feature.WindowedAggregate feature) implements FeatureForm {

    /** The kinds whose operand may be a text, in words. */
    static final String OF_TEXTS = Arrays.stream(AggregateFunction.values())
            .filter(AggregateFunction::takesTexts)
            .map(AggregateFunction::text)
            .collect(Collectors.joining(", "));

    /** The kinds whose operands have an order, in words. */
    private static final String OF_AN_ORDER = Arrays.stream(AggregateFunction.values())
            .filter(AggregateFunction::takesNth)
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
            return Stream.concat(AggregateParts.OF_ANY_STREAM.stream(), Stream.of("nth"))
                    .toList();
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
                    choices(entry, function),
                    (name, read, choice) -> new Feature.WindowedAggregate(
                            name,
                            function,
                            operand(entry, function, read),
                            read.by(),
                            new Feature.Window(choice.extent(), read.excludingThis()),
                            choice.nth()));
        }
    };

    /** What makes one feature of an entry differ from its others. */
    private record Choice(Extent extent, int nth) {}

    /** One for each window and place in order. */
    private static List<Variant<Choice>> choices(FeatureEntry entry, AggregateFunction function) {
        List<Variant<Extent>> extents = ExtentText.read(entry, extent -> complaint(function, extent));
        List<Variant<Integer>> nths = nths(entry, function);
        return extents.stream()
                .flatMap(extent -> nths.stream()
                        .filter(nth -> fits(entry, function, extent.value(), nth.value()))
                        .map(nth ->
                                new Variant<>(extent.suffix() + nth.suffix(), new Choice(extent.value(), nth.value()))))
                .toList();
    }

    private static Optional<String> complaint(AggregateFunction function, Extent extent) {
        return function == AggregateFunction.RATE && !(extent instanceof Extent.Time)
                ? Optional.of("a rate is events a second of a time; write one, PT1H, or count instead of rate")
                : Optional.empty();
    }

    private static List<Variant<Integer>> nths(FeatureEntry entry, AggregateFunction function) {
        Optional<Entry> written = entry.section().find("nth");
        if (written.isEmpty()) {
            return List.of(Variant.only(1));
        }
        if (!function.takesNth()) {
            entry.section().mistakeAtKey("nth", entry.kind() + " takes no nth; " + OF_AN_ORDER + " do");
            return List.of();
        }
        boolean several = written.get().isList();
        return written.get().items().stream()
                .flatMap(item -> item.integer(1, Feature.WindowedAggregate.LAST_NTH).stream())
                .map(nth -> several ? Variant.named(Integer.toString(nth), nth) : Variant.only(nth))
                .toList();
    }

    /** False after a mistake. */
    private static boolean fits(FeatureEntry entry, AggregateFunction function, Extent extent, int nth) {
        if (function != AggregateFunction.LAST || nth == 1) {
            return true;
        }
        Optional<String> complaint = switch (extent) {
            case Extent.Time _ -> Optional.empty();
            case Extent.Events(int most, var _) ->
                nth <= most
                        ? Optional.empty()
                        : Optional.of("of the last " + most + " there is no no. " + nth + "; write {events: " + nth
                                + "}, or a time");
            case Extent.Lifetime() ->
                Optional.of("of a lifetime only the last itself is kept; write so many events, {events: " + nth + "}");
        };
        complaint.ifPresent(text -> entry.section().mistakeAtKey("nth", text));
        return complaint.isEmpty();
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

    /** A text where it gives one and the function takes it; where it cannot be told what it gives, a number. */
    private static Feature.Operand operand(FeatureEntry entry, AggregateFunction function, AggregateParts parts) {
        Feature.Operand number = parts.number();
        boolean text = function.takesTexts()
                && entry.context()
                        .events(number.from())
                        .expressions()
                        .filter(expressions -> expressions.isText(number.expression()))
                        .isPresent();
        return text
                ? new Feature.Operand(number.expression(), FeatureKind.CATEGORICAL, number.where(), number.from())
                : number;
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
        if (function.isComparison() && entry.section().has("from")) {
            entry.section()
                    .mistakeAtKey(
                            "from",
                            entry.kind() + " compares the event with the earlier ones of its own stream; leave it out");
            return false;
        }
        return true;
    }

    private WrittenAggregate written() {
        return WrittenAggregate.over(feature, feature.function().text(), feature.operand(), feature.window());
    }

    @Override
    public JsonNode canonical(String label) {
        ObjectNode begun = CanonicalSections.object()
                .put(
                        feature.function().text(),
                        countsAll() ? AggregateParts.ALL : feature.operand().expression());
        return written().canonical(withNth(begun));
    }

    private ObjectNode withNth(ObjectNode node) {
        return feature.nth() == 1 ? node : node.put("nth", feature.nth());
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        written().addMeaning(withNth(node), meaning);
    }

    @Override
    public String words() {
        String operand = feature.operand().expression();
        String nth = feature.nth() == 1 ? "" : "no. " + feature.nth() + " of the ";
        return written()
                .words(
                        switch (feature.function()) {
                            case COUNT -> countsAll() ? "count" : "count of " + operand;
                            case LAST -> (nth.isEmpty() ? "last of " : nth + "newest ") + operand;
                            case SUM, MEAN, MIN, MAX, STDDEV, FIRST ->
                                feature.function().text() + " of " + operand;
                            case RATE -> (countsAll() ? "events" : "events with " + operand) + " a second";
                            case DISTINCT -> "number of different " + operand;
                            case MODE -> nth + "most frequent " + operand;
                            case MODE_SHARE ->
                                "share of " + (nth.isEmpty() ? "the " : nth) + "most frequent " + operand;
                            case ZSCORE -> operand + " in deviations from the mean of the earlier ones";
                            case RATIO -> operand + " as a multiple of the mean of the earlier ones";
                            case CHANGE -> "change of " + operand + " since the last one";
                        });
    }

    private boolean countsAll() {
        return feature.function().takesAll() && AggregateParts.isAll(feature.operand());
    }
}
