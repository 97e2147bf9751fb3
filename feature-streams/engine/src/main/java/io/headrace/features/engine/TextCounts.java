package io.headrace.features.engine;

import io.headrace.features.engine.AggregateWindow.Slot;
import io.headrace.features.timeline.TextRunning;
import io.headrace.features.timeline.Values;
import java.util.Comparator;
import java.util.List;

/**
 * How many events in the window have a text.
 *
 * @param column of the timeline
 */
record TextCounts(int column, List<AggregateWindow> windows) implements Answers {

    TextCounts {
        windows = windows.stream()
                .sorted(Comparator.comparing(AggregateWindow::reach))
                .toList();
    }

    @Override
    public long lookBack() {
        return AggregateWindow.longest(windows);
    }

    @Override
    public void values(EntityState state, long time, Values operands, StatefulValues into) {
        int itself = operands.text(column).isEmpty() ? 0 : 1;
        TextRunning earlier = new TextRunning();
        for (AggregateWindow window : windows) {
            earlier.clear();
            state.events().tally(column, window.reach().start(time), time, earlier);
            for (Slot slot : window.slots()) {
                long count = earlier.count() + (slot.excluding() ? 0 : itself);
                into.number(
                        slot.index(),
                        Aggregates.counted(
                                slot,
                                window.reach().atMost(count),
                                window.reach().over()));
            }
        }
    }
}
