package io.headrace.features.engine;

import io.headrace.features.engine.AggregateWindow.Slot;
import io.headrace.features.timeline.Timeline;
import io.headrace.schemas.definition.AggregateFunction;
import java.util.List;
import java.util.Optional;

/**
 * The aggregates over one operand that are of the oldest or the newest value in the window. Cost: a path of the entity's timeline for
 * the newest, and one more for the oldest of each window.
 *
 * @param column of the timeline
 */
record FirstAndLast(int column, List<AggregateWindow> windows) implements Answers {

    FirstAndLast {
        windows = List.copyOf(windows);
    }

    @Override
    public long lookBack() {
        return windows.stream().mapToLong(AggregateWindow::over).max().orElse(0);
    }

    @Override
    public void values(EntityState state, long time, double[] operands, double[] into) {
        Timeline line = state.events();
        double own = operands[column];
        Optional<Timeline.Last> newest = line.lastBefore(time, column);
        for (AggregateWindow window : windows) {
            long start = LookBack.after(time, window.over());
            double last = newest.filter(entry -> entry.time() >= start)
                    .map(Timeline.Last::value)
                    .orElse(Double.NaN);
            for (Slot slot : window.slots()) {
                double inWindow = slot.excluding() ? Double.NaN : own;
                into[slot.index()] = switch (slot.function()) {
                    case FIRST -> or(line.first(column, start, time), inWindow);
                    case LAST -> or(inWindow, last);
                    case CHANGE -> Aggregates.present(own - last);
                    case COUNT, SUM, MEAN, MIN, MAX, STDDEV, ZSCORE, RATIO ->
                        throw new IllegalStateException(slot.function() + " is of all values, not of one");
                };
            }
        }
    }

    /** Whether it computes a function, and {@link Aggregates} does not. */
    static boolean computes(AggregateFunction function) {
        return switch (function) {
            case FIRST, LAST, CHANGE -> true;
            case COUNT, SUM, MEAN, MIN, MAX, STDDEV, ZSCORE, RATIO -> false;
        };
    }

    private static double or(double value, double instead) {
        return Double.isNaN(value) ? instead : value;
    }
}
