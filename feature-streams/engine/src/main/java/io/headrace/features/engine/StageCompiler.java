package io.headrace.features.engine;

import io.headrace.features.engine.Aggregates.Slot;
import io.headrace.features.engine.Aggregates.Window;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.expression.NumberProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes one stage of the stateful features that share a key. */
final class StageCompiler {

    private final Events events;
    private final LabelNumbers labels;
    private final Expressions expressions;
    private final List<String> by;
    private final int from;

    private final Map<String, NumberProgram> columns = new LinkedHashMap<>();
    private final Map<Integer, Map<Long, List<Slot>>> aggregates = new LinkedHashMap<>();
    private final Map<Double, Map<Long, List<Integer>>> rates = new TreeMap<>();
    private final List<Integer> lastLabels = new ArrayList<>();
    private final List<Integer> pauses = new ArrayList<>();
    private long longestWindow;
    private long longestRate;

    /** @param from the first of the stage's places among all stateful features */
    StageCompiler(Events events, LabelNumbers labels, Expressions expressions, List<String> by, int from) {
        this.events = events;
        this.labels = labels;
        this.expressions = expressions;
        this.by = by;
        this.from = from;
    }

    Stage compile(List<Feature> features) {
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
                        List.copyOf(columns.keySet()),
                        aggregates.entrySet().stream()
                                .map(entry -> new Aggregates(entry.getKey(), windows(entry.getValue())))
                                .toList(),
                        pauses,
                        new LabelFeatures(rates(), lastLabels),
                        memory()));
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

    private int column(String feature, String operand) {
        if (operand.equals("1")) {
            return Aggregates.EVERY_EVENT;
        }
        if (!columns.containsKey(operand)) {
            columns.keySet().stream()
                    .filter(other -> StateCodec.identity(other) == StateCodec.identity(operand))
                    .forEach(other -> {
                        throw new IllegalArgumentException(feature + ": \"" + operand + "\" and \"" + other
                                + "\" cannot be told apart in stored state; write one of them differently");
                    });
            columns.put(operand, expressions.operand(feature, operand));
        }
        return List.copyOf(columns.keySet()).indexOf(operand);
    }

    /** The previous event is of use however long ago it was; and some event must be there to count back from. */
    private StageFeatures.Memory memory() {
        long late = events.lateness().toMillis();
        boolean previous = !pauses.isEmpty() || aggregates.isEmpty();
        long window = aggregates.isEmpty() && pauses.isEmpty() ? 0 : longestWindow + late;
        return new StageFeatures.Memory(window, longestRate + late, previous, !lastLabels.isEmpty());
    }

    private List<LabelFeatures.Rates> rates() {
        return rates.entrySet().stream()
                .map(rate -> new LabelFeatures.Rates(
                        rate.getKey(),
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
