package io.headrace.features.engine;

import io.headrace.features.timeline.ClassRunning;
import io.headrace.features.timeline.Column;
import io.headrace.features.timeline.Running;
import java.util.Comparator;
import java.util.List;

/**
 * What the labels in several windows that end at the event come to: one walk from the newest label back, which leaves its value where
 * it passes the start of each. Those by silence are all of one class, and counted.
 *
 * @param counted the number of the class that is meant; NaN for all labels
 * @param column what is kept of labels
 */
record LabelRates(double counted, Column column, List<Window> windows) {

    LabelRates {
        windows = windows.stream().sorted(Comparator.comparing(Window::reach)).toList();
    }

    /** @param slots what is told of it */
    record Window(Reach reach, List<LabelTally.Slot> slots) {

        Window {
            slots = List.copyOf(slots);
        }
    }

    long lookBack() {
        return LookBack.longest(windows.stream().map(Window::reach));
    }

    /** @param silence how long after an event silence is its label, milliseconds */
    void values(EntityState state, long time, long silence, StatefulValues into) {
        Running given = column.running();
        long end = time;
        long lastSilent = LookBack.before(time, silence);
        ClassRunning silences = new ClassRunning(1);
        long silentEnd = lastSilent;
        for (Window window : windows) {
            long start = window.reach().start(time);
            state.labels().tally(0, start, end, given);
            end = start;
            long silentStart = window.reach().start(lastSilent);
            state.silences().tally(0, silentStart, silentEnd, silences);
            silentEnd = silentStart;
            new LabelTally(counted, given, silences.count()).put(window.slots(), into);
        }
    }
}
