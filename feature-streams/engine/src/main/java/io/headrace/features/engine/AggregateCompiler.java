package io.headrace.features.engine;

import io.headrace.features.engine.AggregateWindow.Slot;
import io.headrace.schemas.definition.Feature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Groups a stage's aggregates by what they read. */
final class AggregateCompiler {

    private static final String ONE = "1";

    private final Columns columns;
    private final Map<Source, Map<Long, List<Slot>>> slots = new LinkedHashMap<>();

    /**
     * What is read once.
     *
     * @param ofOne whether {@link FirstAndLast} reads it
     */
    private record Source(int column, boolean ofOne) {}

    AggregateCompiler(Columns columns) {
        this.columns = columns;
    }

    void add(Feature.WindowedAggregate aggregate, int place) {
        long over = LookBack.millis(aggregate.name(), aggregate.window().over());
        boolean ofOne = FirstAndLast.computes(aggregate.function());
        boolean excluding =
                aggregate.window().excludingThis() || aggregate.function().isComparison();
        slots.computeIfAbsent(new Source(column(aggregate, ofOne), ofOne), _ -> new TreeMap<>())
                .computeIfAbsent(over, _ -> new ArrayList<>())
                .add(new Slot(aggregate.function(), excluding, place));
    }

    private int column(Feature.WindowedAggregate aggregate, boolean ofOne) {
        Feature.Operand operand = aggregate.operand();
        boolean every =
                operand.expression().strip().equals(ONE) && operand.where().isEmpty() && !ofOne;
        return every ? Aggregates.EVERY_EVENT : columns.of(aggregate.name(), operand);
    }

    List<Answers> compile() {
        return slots.entrySet().stream()
                .map(entry -> compile(entry.getKey(), windows(entry.getValue())))
                .toList();
    }

    private static Answers compile(Source source, List<AggregateWindow> windows) {
        return source.ofOne() ? new FirstAndLast(source.column(), windows) : new Aggregates(source.column(), windows);
    }

    private static List<AggregateWindow> windows(Map<Long, List<Slot>> slots) {
        return slots.entrySet().stream()
                .map(entry -> new AggregateWindow(entry.getKey(), entry.getValue()))
                .toList();
    }
}
