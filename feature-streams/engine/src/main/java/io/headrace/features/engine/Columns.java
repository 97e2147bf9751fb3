package io.headrace.features.engine;

import io.headrace.features.engine.Operands.OfNumber;
import io.headrace.features.engine.Operands.OfText;
import io.headrace.features.timeline.Column;
import io.headrace.features.timeline.Layout;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.Meaning;
import io.headrace.schemas.expression.NumberProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * The operands of a stage's features, each a column of its timelines of events. Those of numbers come first, so where one of texts stands
 * is known when all are there.
 */
final class Columns {

    private static final String GAPS = "gaps";

    private final PipelineDefinition definition;
    private final Expressions expressions;

    /** By what they mean: however it is written, an operand keeps its past. */
    private final Map<String, OfNumber> numbers = new LinkedHashMap<>();

    private final Map<String, OfText> texts = new LinkedHashMap<>();

    /** As they are written. */
    private final Map<String, NumberProgram> conditions = new LinkedHashMap<>();

    private boolean gaps;
    private boolean lasts;
    private final List<IntSupplier> lasting = new ArrayList<>();
    private final Set<Derived> derived = new LinkedHashSet<>();

    /** By what a column is recognised in stored state, what it means. */
    private final Map<Integer, String> identities = new LinkedHashMap<>();

    Columns(PipelineDefinition definition, Expressions expressions) {
        this.definition = definition;
        this.expressions = expressions;
    }

    /** What is kept of a column besides what every column has. */
    sealed interface Kept {

        record Distinct() implements Kept {}

        record Frequencies() implements Kept {}

        record Ends() implements Kept {}

        /** @param halfLife milliseconds */
        record Decayed(long halfLife) implements Kept {}

        /** Part of what it is recognised by in stored state, so it never changes. */
        default String text() {
            return switch (this) {
                case Distinct() -> "distinct";
                case Frequencies() -> "frequencies";
                case Ends() -> "ends";
                case Decayed(long halfLife) -> "decayed " + halfLife;
            };
        }
    }

    /** A column of what is kept of another one, whose place is known in the end. */
    record Derived(Ref of, Kept kept) {

        private String meaning() {
            return of.meaning() + ' ' + kept.text();
        }
    }

    /** What is kept of a column, which is from now on. */
    Derived of(String feature, Ref column, Kept kept) {
        Derived derived = new Derived(column, kept);
        identify(derived.meaning(), feature);
        this.derived.add(derived);
        return derived;
    }

    /** Where a column stands, when all are there. */
    int place(Derived column) {
        return numbers.size() + texts.size() + List.copyOf(derived).indexOf(column);
    }

    /** A column, whose place is known in the end. */
    record Ref(String meaning, FeatureKind kind) {}

    /** The column of an operand, which is there from now on. */
    Ref of(String feature, Feature.Operand operand) {
        Ref ref = new Ref(Meaning.ofOperand(definition, operand), operand.kind());
        switch (ref.kind()) {
            case NUMERIC -> {
                if (!numbers.containsKey(ref.meaning())) {
                    identify(ref.meaning(), feature);
                    numbers.put(
                            ref.meaning(),
                            new OfNumber(
                                    expressions.operand(
                                            feature, operand.expression().strip()),
                                    Double.NaN,
                                    condition(feature, operand)));
                }
            }
            case CATEGORICAL -> {
                if (!texts.containsKey(ref.meaning())) {
                    identify(ref.meaning(), feature);
                    texts.put(
                            ref.meaning(),
                            new OfText(
                                    expressions.text(
                                            feature, operand.expression().strip()),
                                    condition(feature, operand)));
                }
            }
        }
        return ref;
    }

    /** The column of a condition, which is there from now on: 1 where it holds, else 0. */
    Ref ofCondition(String feature, Feature.Operand operand) {
        Ref ref = new Ref(Meaning.ofOperand(definition, operand) + " holds", FeatureKind.NUMERIC);
        if (!numbers.containsKey(ref.meaning())) {
            identify(ref.meaning(), feature);
            numbers.put(
                    ref.meaning(),
                    new OfNumber(
                            expressions.condition(feature, operand.expression().strip()),
                            0,
                            condition(feature, operand)));
        }
        return ref;
    }

    /** The gaps between events are kept from now on. */
    void keepGaps(String feature) {
        identify(GAPS, feature);
        gaps = true;
    }

    /** Where the gaps stand, when all columns are there. */
    int placeOfGaps() {
        return numbers.size() + texts.size() + derived.size();
    }

    private void identify(String meaning, String feature) {
        String other = identities.putIfAbsent(identity(meaning), meaning);
        if (other != null && !other.equals(meaning)) {
            throw new IllegalArgumentException(
                    feature
                            + ": its operand and that of another feature cannot be told apart in stored state; write one of them differently");
        }
    }

    private OptionalInt condition(String feature, Feature.Operand operand) {
        return operand.where().stream()
                .map(String::strip)
                .mapToInt(where -> {
                    conditions.computeIfAbsent(where, cel -> expressions.condition(feature, cel));
                    return List.copyOf(conditions.keySet()).indexOf(where);
                })
                .findFirst();
    }

    /** Where a column stands, when all are there. */
    int place(Ref ref) {
        return switch (ref.kind()) {
            case NUMERIC -> List.copyOf(numbers.keySet()).indexOf(ref.meaning());
            case CATEGORICAL -> numbers.size() + List.copyOf(texts.keySet()).indexOf(ref.meaning());
        };
    }

    Operands operands() {
        return new Operands(
                List.copyOf(conditions.values()), List.copyOf(numbers.values()), List.copyOf(texts.values()));
    }

    /** What lifetimes need of a column is kept for good. */
    void keepForLife(Ref column) {
        lasts = true;
        lasting.add(() -> place(column));
    }

    void keepForLife(Derived column) {
        lasts = true;
        lasting.add(() -> place(column));
    }

    /** How many events there were is kept for good. */
    void keepForLife() {
        lasts = true;
    }

    /** To be called when all columns are there. */
    Layout layout() {
        return lasts
                ? Layout.lasting(
                        columns(), lasting.stream().map(IntSupplier::getAsInt).collect(Collectors.toSet()))
                : new Layout(columns());
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        numbers.keySet().forEach(meaning -> columns.add(new Column.Numbers(identity(meaning))));
        texts.keySet().forEach(meaning -> columns.add(new Column.Texts(identity(meaning))));
        derived.forEach(column -> columns.add(column(column)));
        if (gaps) {
            columns.add(new Column.Gaps(identity(GAPS)));
        }
        return columns;
    }

    private Column column(Derived derived) {
        int identity = identity(derived.meaning());
        int of = place(derived.of());
        return switch (derived.kept()) {
            case Kept.Distinct() -> new Column.Distinct(identity, of);
            case Kept.Ends() -> new Column.Ends(identity, of);
            case Kept.Decayed(long halfLife) -> new Column.Decayed(identity, of, halfLife);
            case Kept.Frequencies() ->
                switch (derived.of().kind()) {
                    case NUMERIC -> new Column.Frequencies(identity, of);
                    case CATEGORICAL -> new Column.TextFrequencies(identity, of);
                };
        };
    }

    /** What a column is recognised by in stored state. */
    private static int identity(String meaning) {
        return meaning.hashCode();
    }
}
