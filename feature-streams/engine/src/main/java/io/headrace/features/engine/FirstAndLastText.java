package io.headrace.features.engine;

import io.headrace.features.engine.AggregateWindow.Slot;
import io.headrace.features.timeline.Timeline;
import io.headrace.features.timeline.Values;
import java.util.List;
import java.util.Optional;

/**
 * The oldest and the newest text in the window, as {@link FirstAndLast} has the numbers.
 *
 * @param column of the timeline
 */
record FirstAndLastText(int column, List<AggregateWindow> windows) implements Answers {

    FirstAndLastText {
        windows = List.copyOf(windows);
    }

    @Override
    public long lookBack() {
        return AggregateWindow.longest(windows);
    }

    @Override
    public void values(EntityState state, long time, Values operands, StatefulValues into) {
        Timeline line = state.events();
        String text = operands.text(column);
        Optional<Timeline.LastText> newest = line.lastTextBefore(time, column);
        for (AggregateWindow window : windows) {
            long start = LookBack.after(time, window.over());
            String last = newest.filter(entry -> entry.time() >= start)
                    .map(Timeline.LastText::value)
                    .orElse("");
            for (Slot slot : window.slots()) {
                String inWindow = slot.excluding() ? "" : text;
                into.text(
                        slot.index(),
                        switch (slot.function()) {
                            case FIRST -> or(line.firstText(column, start, time), inWindow);
                            case LAST -> or(inWindow, last);
                            default -> throw new IllegalStateException(slot.function() + " is not of one text");
                        });
            }
        }
    }

    private static String or(String text, String instead) {
        return text.isEmpty() ? instead : text;
    }
}
