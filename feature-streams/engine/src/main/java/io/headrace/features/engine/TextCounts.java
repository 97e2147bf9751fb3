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
                .sorted(Comparator.comparingLong(AggregateWindow::over))
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
        long end = time;
        for (AggregateWindow window : windows) {
            long start = LookBack.after(time, window.over());
            state.events().tally(column, start, end, earlier);
            end = start;
            for (Slot slot : window.slots()) {
                long count = earlier.count() + (slot.excluding() ? 0 : itself);
                into.number(slot.index(), Aggregates.counted(slot, count, window.over()));
            }
        }
    }
}
