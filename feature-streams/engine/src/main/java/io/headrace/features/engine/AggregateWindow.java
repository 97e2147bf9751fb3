package io.headrace.features.engine;

import io.headrace.schemas.definition.AggregateFunction;
import java.util.List;

/**
 * What is computed over the windows of one length.
 *
 * @param over their length, milliseconds
 */
record AggregateWindow(long over, List<Slot> slots) {

    AggregateWindow {
        slots = List.copyOf(slots);
    }

    /**
     * One value.
     *
     * @param index where it goes
     */
    record Slot(AggregateFunction function, int index) {}
}
