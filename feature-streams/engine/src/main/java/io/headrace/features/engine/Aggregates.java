package io.headrace.features.engine;

import io.headrace.features.engine.AggregateWindow.Slot;
import io.headrace.features.timeline.Backward;
import io.headrace.features.timeline.NumberRunning;
import io.headrace.features.timeline.Values;
import io.headrace.schemas.definition.AggregateFunction;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * All aggregates over one operand that follow from the window's values as a whole, of whatever function and window, with the event itself
 * and without it.
 *
 * <p>Every window ends at the event, so what the shorter ones have is in the longer ones: one walk from the event's own value back
 * leaves its values at the start of each. Cost: a path of the entity's timeline for each window. Sums are exact and rounded once, so
 * they depend on the set of entries alone.
 */
final class Aggregates implements Answers {

    /** The operand "every event counts 1", for which nothing need be stored. */
    static final int EVERY_EVENT = -1;

    private static final double MILLIS_PER_SECOND = 1000.0;

    private static final Set<AggregateFunction> WITH_DEVIATION =
            Set.of(AggregateFunction.STDDEV, AggregateFunction.ZSCORE);

    private final int column;
    private final boolean excludes;
    private final List<AggregateWindow> windows;
    private final ThreadLocal<Backward> scratch;

    /** @param column of the timeline, or {@link #EVERY_EVENT} */
    Aggregates(int column, List<AggregateWindow> windows) {
        this.column = column;
        this.excludes = windows.stream().anyMatch(AggregateWindow::excludes);
        this.windows = windows.stream()
                .sorted(Comparator.comparing(AggregateWindow::reach))
                .toList();
        boolean squared = hasDeviation(windows);
        this.scratch = ThreadLocal.withInitial(() -> new Backward(squared));
    }

    /** Whether any of their values needs squares. */
    static boolean hasDeviation(List<AggregateWindow> windows) {
        return windows.stream()
                .flatMap(window -> window.slots().stream())
                .anyMatch(slot -> WITH_DEVIATION.contains(slot.function()));
    }

    @Override
    public long lookBack() {
        return AggregateWindow.longest(windows);
    }

    @Override
    public void values(EntityState state, long time, Values operands, StatefulValues into) {
        Backward backward = scratch.get();
        if (column == EVERY_EVENT) {
            backward.begin(state.events(), Backward.NO_COLUMN, time, Double.NaN);
            countAll(backward, time, into);
        } else {
            double own = operands.numbers()[column];
            backward.begin(state.events(), column, time, excludes ? Double.NaN : own);
            walk(backward, time, own, into);
        }
    }

    private void walk(Backward backward, long time, double own, StatefulValues into) {
        for (AggregateWindow window : windows) {
            NumberRunning values = backward.to(window.reach().start(time));
            boolean without = excludes;
            for (Slot slot : window.slots()) {
                if (without && !slot.excluding()) {
                    values.add(own);
                    without = false;
                }
                into.number(slot.index(), value(slot, own, values, window.reach()));
            }
        }
        backward.end();
    }

    /**
     * One value.
     *
     * @param own what the event itself brings
     * @param values those in the window
     */
    static double value(Slot slot, double own, NumberRunning values, Reach reach) {
        return switch (slot.function()) {
            case COUNT, RATE -> counted(slot, values.count(), reach.over());
            case SUM -> values.sum();
            case MEAN -> values.mean();
            case MIN -> values.min();
            case MAX -> values.max();
            case STDDEV -> values.deviation();
            case ZSCORE -> zscore(own, values);
            case RATIO -> present(own / values.mean());
            case FIRST, LAST, CHANGE, DISTINCT, MODE, MODE_SHARE -> throw unexpected(slot);
        };
    }

    /** Of one value, and of equal ones, the deviation is 0: it says nothing, and the quotient is not a finite number. */
    private static double zscore(double own, NumberRunning earlier) {
        return present((own - earlier.mean()) / earlier.deviation());
    }

    private void countAll(Backward backward, long time, StatefulValues into) {
        for (AggregateWindow window : windows) {
            backward.to(window.reach().start(time));
            long earlier = backward.entries();
            for (Slot slot : window.slots()) {
                long count = slot.excluding() ? earlier : earlier + 1;
                into.number(slot.index(), ofOnes(slot, count, window.reach()));
            }
        }
        backward.end();
    }

    /** One value, where every event brings 1. */
    static double ofOnes(Slot slot, long count, Reach reach) {
        boolean none = count == 0;
        return switch (slot.function()) {
            case COUNT, SUM -> (double) count;
            case RATE -> counted(slot, count, reach.over());
            case MEAN, MIN, MAX, RATIO -> none ? Double.NaN : 1;
            case STDDEV -> none ? Double.NaN : 0;
            case ZSCORE -> Double.NaN;
            case FIRST, LAST, CHANGE, DISTINCT, MODE, MODE_SHARE -> throw unexpected(slot);
        };
    }

    /** A count, or how many that is a second of the window. */
    static double counted(Slot slot, long count, long over) {
        return slot.function() == AggregateFunction.RATE ? count / (over / MILLIS_PER_SECOND) : count;
    }

    /** A value that is not a finite number is missing. */
    static double present(double value) {
        return Double.isFinite(value) ? value : Double.NaN;
    }

    private static IllegalStateException unexpected(Slot slot) {
        return new IllegalStateException(slot.function() + " is of one value, not of all");
    }
}
