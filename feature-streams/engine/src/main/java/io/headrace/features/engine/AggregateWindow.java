package io.headrace.features.engine;

import io.headrace.schemas.definition.AggregateFunction;
import java.util.Comparator;
import java.util.List;

/**
 * What is computed over the windows of one reach.
 *
 * @param slots first those without the event itself
 */
record AggregateWindow(Reach reach, List<Slot> slots) {

    AggregateWindow {
        slots = slots.stream()
                .sorted(Comparator.comparing(Slot::excluding).reversed())
                .toList();
    }

    /** How far back they look, at the longest. */
    static long longest(List<AggregateWindow> windows) {
        return LookBack.longest(windows.stream().map(AggregateWindow::reach));
    }

    /** Whether any of its values is of a window without the event itself. */
    boolean excludes() {
        return !slots.isEmpty() && slots.getFirst().excluding();
    }

    /**
     * One value.
     *
     * @param excluding whether the event itself is not in the window
     * @param nth which one in order, where there is one
     * @param index where it goes
     */
    record Slot(AggregateFunction function, boolean excluding, int nth, int index) {}
}
