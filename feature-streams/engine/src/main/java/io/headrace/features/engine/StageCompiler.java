package io.headrace.features.engine;

import io.headrace.features.engine.Aggregates.Slot;
import io.headrace.features.engine.Aggregates.Window;
import io.headrace.features.engine.EntityState.Line;
import io.headrace.features.timeline.Column;
import io.headrace.features.timeline.Layout;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.definition.reading.Meaning;
import io.headrace.schemas.expression.NumberProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Makes one stage of the stateful features that share a key. */
final class StageCompiler {

    /**
     * How far the time since last and the last label, which have no window, look back: 400 days. What happens once a year is still
     * seen, with a month to spare; and whatever comes no more is forgotten some day.
     */
    static final long LONGEST_WITHOUT_WINDOW_MILLIS = Duration.ofDays(400).toMillis();

    private final PipelineDefinition definition;
    private final LabelNumbers labels;
    private final Expressions expressions;
    private final List<String> by;
    private final int from;

    /** By what they mean: however it is written, an operand keeps its past. */
    private final Map<String, NumberProgram> columns = new LinkedHashMap<>();

    private final Map<Integer, Map<Long, List<Slot>>> aggregates = new LinkedHashMap<>();
    private final Map<Double, Map<Long, List<Integer>>> rates = new TreeMap<>();
    private final List<Integer> lastLabels = new ArrayList<>();
    private final List<Integer> pauses = new ArrayList<>();
    private long longestWindow;
    private long longestRate;

    /** @param from the first of the stage's places among all stateful features */
    StageCompiler(PipelineDefinition definition, Expressions expressions, List<String> by, int from) {
        this.definition = definition;
        this.labels = new LabelNumbers(definition.problem());
        this.expressions = expressions;
        this.by = by;
        this.from = from;
    }

    Stage compile(List<Feature> features) {
        Events events = definition.events();
        int place = from;
        for (Feature feature : features) {
            add(feature, place++);
        }
        return new Stage(
                by,
                new RequiredFields(events),
                new EntityKey(events.schema(), by),
                new StageFeatures(
                        from,
                        place,
                        List.copyOf(columns.values()),
                        aggregates.entrySet().stream()
                                .map(entry -> new Aggregates(entry.getKey(), windows(entry.getValue())))
                                .toList(),
                        pauses,
                        new LabelFeatures(rates(), lastLabels, silentAfter()),
                        lookBack()),
                layouts());
    }

    private void add(Feature feature, int place) {
        switch (feature) {
            case Feature.WindowedAggregate aggregate -> {
                long over = millis(aggregate.name(), aggregate.over());
                longestWindow = Math.max(longestWindow, over);
                aggregates
                        .computeIfAbsent(
                                column(aggregate.name(), aggregate.operand().strip()), _ -> new TreeMap<>())
                        .computeIfAbsent(over, _ -> new ArrayList<>())
                        .add(new Slot(aggregate.function(), place));
            }
            case Feature.LabelRate rate -> {
                long over = millis(rate.name(), rate.over());
                longestRate = Math.max(longestRate, over);
                rates.computeIfAbsent(
                                rate.ofClass().map(labels::numberOf).orElseGet(labels::usual), _ -> new TreeMap<>())
                        .computeIfAbsent(over, _ -> new ArrayList<>())
                        .add(place);
            }
            case Feature.LastLabel _ -> lastLabels.add(place);
            case Feature.TimeSinceLast _ -> pauses.add(place);
            case Feature.Numeric _, Feature.Categorical _ ->
                throw new IllegalArgumentException(feature.name() + " needs no state");
        }
    }

    private Map<Line, Layout> layouts() {
        int learned = labels.identity(silentAfter().isPresent());
        List<Column> operands = columns.keySet().stream()
                .map(meaning -> (Column) new Column.Numbers(identity(meaning)))
                .toList();
        return Map.of(
                Line.EVENTS, new Layout(operands),
                Line.LABELS, new Layout(List.of(labels.column(learned))),
                Line.SILENCES, new Layout(List.of(new Column.Classes(learned, 1))));
    }

    /** What a column is recognised by in stored state. */
    private static int identity(String meaning) {
        return meaning.hashCode();
    }

    private int column(String feature, String operand) {
        if (operand.equals("1")) {
            return Aggregates.EVERY_EVENT;
        }
        String meaning = Meaning.ofOperand(definition, operand);
        if (!columns.containsKey(meaning)) {
            if (columns.keySet().stream().anyMatch(other -> identity(other) == identity(meaning))) {
                throw new IllegalArgumentException(
                        feature + ": \"" + operand
                                + "\" and the operand of another feature cannot be told apart in stored state; write one of them differently");
            }
            columns.put(meaning, expressions.operand(feature, operand));
        }
        return List.copyOf(columns.keySet()).indexOf(meaning);
    }

    private LookBack lookBack() {
        long late = definition.events().lateness().toMillis();
        long within = definition.labels().within().toMillis();
        long ofEvents = pauses.isEmpty() ? longestWindow : Math.max(longestWindow, LONGEST_WITHOUT_WINDOW_MILLIS);
        long ofLabels = lastLabels.isEmpty() ? longestRate : Math.max(longestRate, LONGEST_WITHOUT_WINDOW_MILLIS);
        return new LookBack(
                ofEvents > 0 ? ofEvents + late : LookBack.NONE,
                ofLabels > 0 ? ofLabels + late + within : LookBack.NONE);
    }

    private OptionalLong silentAfter() {
        return definition.labels().silence() == Labels.Silence.NEGATIVE
                        && definition.problem().kind() == ProblemKind.BINARY
                ? OptionalLong.of(definition.labels().within().toMillis())
                : OptionalLong.empty();
    }

    private List<LabelFeatures.Rates> rates() {
        return rates.entrySet().stream()
                .map(rate -> new LabelFeatures.Rates(
                        rate.getKey(),
                        labels.column(0),
                        rate.getValue().entrySet().stream()
                                .map(window -> new LabelFeatures.Window(
                                        window.getKey(),
                                        window.getValue().stream()
                                                .mapToInt(Integer::intValue)
                                                .toArray()))
                                .toList()))
                .toList();
    }

    private static List<Window> windows(Map<Long, List<Slot>> slots) {
        return slots.entrySet().stream()
                .map(entry -> new Window(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    private static long millis(String feature, Duration over) {
        if (!over.isPositive() || !over.equals(Duration.ofMillis(over.toMillis()))) {
            throw new IllegalArgumentException(
                    feature + ": a window is whole milliseconds, at least one, found " + over);
        }
        return over.toMillis();
    }
}
