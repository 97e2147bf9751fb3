package io.headrace.features.engine;

import io.headrace.features.engine.AggregateWindow.Slot;
import io.headrace.features.timeline.Timeline;
import io.headrace.features.timeline.Values;
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
        return AggregateWindow.longest(windows);
    }

    @Override
    public void values(EntityState state, long time, Values operands, StatefulValues into) {
        Timeline line = state.events();
        double own = operands.numbers()[column];
        Optional<Timeline.Last> newest = line.lastBefore(time, column);
        for (AggregateWindow window : windows) {
            long start = LookBack.after(time, window.over());
            double last = newest.filter(entry -> entry.time() >= start)
                    .map(Timeline.Last::value)
                    .orElse(Double.NaN);
            for (Slot slot : window.slots()) {
                double inWindow = slot.excluding() ? Double.NaN : own;
                double value = switch (slot.function()) {
                    case FIRST -> or(line.first(column, start, time), inWindow);
                    case LAST -> or(inWindow, last);
                    case CHANGE -> Aggregates.present(own - last);
                    case COUNT, RATE, SUM, MEAN, MIN, MAX, STDDEV, ZSCORE, RATIO, DISTINCT, MODE, MODE_SHARE ->
                        throw new IllegalStateException(slot.function() + " is of all values, not of one");
                };
                into.number(slot.index(), value);
            }
        }
    }

    private static double or(double value, double instead) {
        return Double.isNaN(value) ? instead : value;
    }
}
