package io.headrace.features.engine;

import io.headrace.features.engine.AggregateWindow.Slot;
import io.headrace.features.engine.Columns.Kept;
import io.headrace.features.timeline.DistinctRunning;
import io.headrace.features.timeline.FrequencyRunning;
import io.headrace.features.timeline.Running;
import io.headrace.features.timeline.TextFrequencyRunning;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Groups a stage's aggregates by what they read. */
final class AggregateCompiler {

    private static final String ONE = "1";

    private final Columns columns;
    private final Map<Source, Map<Reach, List<Slot>>> slots = new LinkedHashMap<>();

    /** The first and last values of columns that are asked for over a lifetime. */
    private final Map<Columns.Ref, Columns.Derived> ends = new LinkedHashMap<>();

    private final Sketches<DistinctRunning> distinct = new Sketches<>(DistinctRunning::new);
    private final Sketches<FrequencyRunning> frequencies = new Sketches<>(FrequencyRunning::new);
    private final Sketches<TextFrequencyRunning> textFrequencies = new Sketches<>(TextFrequencyRunning::new);

    /** How a column is read. */
    private enum Reading {
        /** All values of a window as one. */
        WHOLE,
        /** One value of a window. */
        ONE
    }

    /**
     * What is read once.
     *
     * @param column empty: every event counts 1
     */
    private record Source(Optional<Columns.Ref> column, Reading reading) {}

    AggregateCompiler(Columns columns) {
        this.columns = columns;
    }

    void add(Feature.WindowedAggregate aggregate, int place) {
        switch (aggregate.function()) {
            case COUNT, RATE, SUM, MEAN, MIN, MAX, STDDEV, ZSCORE, RATIO -> add(aggregate, Reading.WHOLE, place);
            case FIRST, LAST, CHANGE -> add(aggregate, Reading.ONE, place);
            case DISTINCT ->
                addTo(
                        distinct,
                        aggregate,
                        new Kept.Distinct(),
                        (values, _, into) -> into.number(place, values.count()));
            case MODE -> {
                if (aggregate.operand().kind() == FeatureKind.NUMERIC) {
                    addTo(
                            frequencies,
                            aggregate,
                            new Kept.Frequencies(),
                            (values, _, into) -> into.number(place, values.mode(aggregate.nth())));
                } else {
                    addTo(
                            textFrequencies,
                            aggregate,
                            new Kept.Frequencies(),
                            (values, _, into) -> into.text(place, values.mode(aggregate.nth())));
                }
            }
            case MODE_SHARE -> {
                if (aggregate.operand().kind() == FeatureKind.NUMERIC) {
                    addTo(
                            frequencies,
                            aggregate,
                            new Kept.Frequencies(),
                            (values, _, into) -> into.number(place, values.modeShare(aggregate.nth())));
                } else {
                    addTo(
                            textFrequencies,
                            aggregate,
                            new Kept.Frequencies(),
                            (values, _, into) -> into.number(place, values.modeShare(aggregate.nth())));
                }
            }
        }
    }

    private void add(Feature.WindowedAggregate aggregate, Reading reading, int place) {
        boolean excluding =
                aggregate.window().excludingThis() || aggregate.function().isComparison();
        Reach reach = reach(aggregate);
        Optional<Columns.Ref> column = column(aggregate, reading);
        if (reach.isLifetime()) {
            keep(aggregate, column, reading);
        }
        slots.computeIfAbsent(new Source(column, reading), _ -> new TreeMap<>())
                .computeIfAbsent(reach, _ -> new ArrayList<>())
                .add(new Slot(aggregate.function(), excluding, aggregate.nth(), place));
    }

    /** For good. */
    private void keep(Feature.WindowedAggregate aggregate, Optional<Columns.Ref> column, Reading reading) {
        columns.keepForLife();
        column.ifPresent(kept -> {
            switch (reading) {
                case WHOLE -> columns.keepForLife(kept);
                case ONE -> {
                    Columns.Derived derived = columns.of(aggregate.name(), kept, new Kept.Ends());
                    columns.keepForLife(derived);
                    ends.put(kept, derived);
                }
            }
        });
    }

    private <R extends Running> void addTo(
            Sketches<R> sketches, Feature.WindowedAggregate aggregate, Kept kept, Sketches.Reading<R> reading) {
        Columns.Ref column = columns.of(aggregate.name(), aggregate.operand());
        sketches.add(
                columns,
                columns.of(aggregate.name(), column, kept),
                aggregate.window().excludingThis(),
                reach(aggregate),
                reading);
    }

    private static Reach reach(Feature.WindowedAggregate aggregate) {
        return Reach.of(aggregate.name(), aggregate.window().extent());
    }

    private Optional<Columns.Ref> column(Feature.WindowedAggregate aggregate, Reading reading) {
        return countsEvery(aggregate) && reading == Reading.WHOLE
                ? Optional.empty()
                : Optional.of(columns.of(aggregate.name(), aggregate.operand()));
    }

    /** Whether its operand is 1 for every event. */
    static boolean countsEvery(Feature.WindowedAggregate aggregate) {
        Feature.Operand operand = aggregate.operand();
        return operand.expression().strip().equals(ONE) && operand.where().isEmpty();
    }

    /** To be called when all columns are there. */
    List<Answers> compile() {
        List<Answers> answers = new ArrayList<>();
        slots.forEach((source, windows) -> compile(source, windows(windows)).forEach(answers::add));
        answers.addAll(distinct.compile(columns));
        answers.addAll(frequencies.compile(columns));
        answers.addAll(textFrequencies.compile(columns));
        return answers;
    }

    private Stream<Answers> compile(Source source, List<AggregateWindow> windows) {
        int column = source.column().map(columns::place).orElse(Aggregates.EVERY_EVENT);
        boolean texts = source.column()
                .filter(ref -> ref.kind() == FeatureKind.CATEGORICAL)
                .isPresent();
        return switch (source.reading()) {
            case ONE -> Stream.of(new FirstAndLast(column, ends(source), texts, windows));
            case WHOLE -> texts ? Stream.of(new TextCounts(column, windows)) : numbers(column, windows);
        };
    }

    private OptionalInt ends(Source source) {
        return source.column().map(ends::get).stream().mapToInt(columns::place).findFirst();
    }

    private static Stream<Answers> numbers(int column, List<AggregateWindow> windows) {
        Map<Boolean, List<AggregateWindow>> bounded = windows.stream()
                .collect(Collectors.partitioningBy(window -> window.reach().isBounded(), Collectors.toList()));
        return bounded.entrySet().stream()
                .filter(some -> !some.getValue().isEmpty())
                .map(some -> some.getKey()
                        ? new NewestAggregates(column, some.getValue())
                        : new Aggregates(column, some.getValue()));
    }

    private static List<AggregateWindow> windows(Map<Reach, List<Slot>> slots) {
        return slots.entrySet().stream()
                .map(entry -> new AggregateWindow(entry.getKey(), entry.getValue()))
                .toList();
    }
}
