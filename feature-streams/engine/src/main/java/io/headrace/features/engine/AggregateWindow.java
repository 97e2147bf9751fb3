package io.headrace.features.engine;

import io.headrace.schemas.definition.AggregateFunction;
import java.util.Comparator;
import java.util.List;

/**
 * What is computed over the windows of one length.
 *
 * @param over their length, milliseconds
 * @param slots first those without the event itself
 */
record AggregateWindow(long over, List<Slot> slots) {

    AggregateWindow {
        slots = slots.stream()
                .sorted(Comparator.comparing(Slot::excluding).reversed())
                .toList();
    }

    /** The length of the longest; 0 without any. */
    static long longest(List<AggregateWindow> windows) {
        return windows.stream().mapToLong(AggregateWindow::over).max().orElse(0);
    }

    /** Whether any of its values is of a window without the event itself. */
    boolean excludes() {
        return !slots.isEmpty() && slots.getFirst().excluding();
    }

    /**
     * One value.
     *
     * @param excluding whether the event itself is not in the window
     * @param index where it goes
     */
    record Slot(AggregateFunction function, boolean excluding, int index) {}
}
