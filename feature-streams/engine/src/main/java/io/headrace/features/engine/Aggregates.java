package io.headrace.features.engine;

import io.headrace.features.timeline.Backward;
import io.headrace.features.timeline.NumberRunning;
import io.headrace.features.timeline.Timeline;
import io.headrace.schemas.definition.AggregateFunction;
import java.util.Comparator;
import java.util.List;

/**
 * All aggregates over one operand, of whatever function and window.
 *
 * <p>Every window ends at the event, so what the shorter ones have is in the longer ones: one walk from the event's own value back
 * leaves its values at the start of each. Cost: a path of the entity's timeline for each window. Sums are exact and rounded once, so
 * they depend on the set of entries alone.
 */
final class Aggregates {

    /** The operand "every event counts 1", for which nothing need be stored. */
    static final int EVERY_EVENT = -1;

    private final int column;
    private final List<Window> windows;
    private final ThreadLocal<Backward> scratch;

    /**
     * @param over length of the window, milliseconds
     * @param slots what is computed over it
     */
    record Window(long over, List<Slot> slots) {}

    /**
     * @param index where the value goes
     */
    record Slot(AggregateFunction function, int index) {}

    /** @param column of the timeline, or {@link #EVERY_EVENT} */
    Aggregates(int column, List<Window> windows) {
        this.column = column;
        this.windows =
                windows.stream().sorted(Comparator.comparingLong(Window::over)).toList();
        boolean squared = windows.stream()
                .flatMap(window -> window.slots().stream())
                .anyMatch(slot -> slot.function() == AggregateFunction.STDDEV);
        this.scratch = ThreadLocal.withInitial(() -> new Backward(squared));
    }

    /**
     * Of the events strictly before one, and of that event itself.
     *
     * @param line the entity's events
     * @param time of the event, epoch milliseconds
     * @param operands of the event itself, by column; NaN for a missing one
     * @param into receives the values
     */
    void values(Timeline line, long time, double[] operands, double[] into) {
        if (column == EVERY_EVENT) {
            countAll(line, time, into);
        } else {
            walk(line, time, operands[column], into);
        }
    }

    private void walk(Timeline line, long time, double own, double[] into) {
        Backward backward = scratch.get();
        backward.begin(line, column, time, own);
        for (Window window : windows) {
            NumberRunning values = backward.to(LookBack.after(time, window.over()));
            for (Slot slot : window.slots()) {
                into[slot.index()] = switch (slot.function()) {
                    case COUNT -> values.count();
                    case SUM -> values.sum();
                    case MEAN -> values.mean();
                    case MIN -> values.min();
                    case MAX -> values.max();
                    case STDDEV -> values.deviation();
                };
            }
        }
        backward.end();
    }

    private void countAll(Timeline line, long time, double[] into) {
        Backward backward = scratch.get();
        backward.begin(line, Backward.NO_COLUMN, time, Double.NaN);
        for (Window window : windows) {
            backward.to(LookBack.after(time, window.over()));
            double count = 1 + backward.entries();
            for (Slot slot : window.slots()) {
                into[slot.index()] = switch (slot.function()) {
                    case COUNT, SUM -> count;
                    case MEAN, MIN, MAX -> 1;
                    case STDDEV -> 0;
                };
            }
        }
        backward.end();
    }
}
