package io.headrace.features.engine;

import io.headrace.features.timeline.ClassRunning;
import io.headrace.features.timeline.Column;
import io.headrace.features.timeline.NumberRunning;
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
        windows =
                windows.stream().sorted(Comparator.comparingLong(Window::over)).toList();
    }

    /** What is told of the labels. */
    enum Measure {
        /** The share of the class, or the mean of all numbers. */
        RATE,
        COUNT
    }

    /**
     * One value.
     *
     * @param place where it goes
     */
    record Slot(Measure measure, int place) {}

    /** @param over its length, milliseconds */
    record Window(long over, List<Slot> slots) {

        Window {
            slots = List.copyOf(slots);
        }
    }

    long lookBack() {
        return LookBack.longest(windows.stream().map(window -> new Reach(window.over(), Reach.ALL)));
    }

    /** @param silence how long after an event silence is its label, milliseconds */
    void values(EntityState state, long time, long silence, StatefulValues into) {
        Running given = column.running();
        long end = time;
        long lastSilent = LookBack.before(time, silence);
        ClassRunning silences = new ClassRunning(1);
        long silentEnd = lastSilent;
        for (Window window : windows) {
            long start = LookBack.after(time, window.over());
            state.labels().tally(0, start, end, given);
            end = start;
            long silentStart = LookBack.after(lastSilent, window.over());
            state.silences().tally(0, silentStart, silentEnd, silences);
            silentEnd = silentStart;
            for (Slot slot : window.slots()) {
                into.number(
                        slot.place(),
                        switch (slot.measure()) {
                            case RATE -> rate(given, silences.count());
                            case COUNT -> count(given, silences.count());
                        });
            }
        }
    }

    private double rate(Running given, long silent) {
        if (!(given instanceof ClassRunning classes)) {
            return ((NumberRunning) given).mean();
        }
        long known = classes.count() + silent;
        return known > 0 ? count(given, silent) / known : Double.NaN;
    }

    private double count(Running given, long silent) {
        if (!(given instanceof ClassRunning classes)) {
            return (double) ((NumberRunning) given).count();
        }
        if (Double.isNaN(counted)) {
            return (double) (classes.count() + silent);
        }
        return (double) classes.count((int) counted) + (counted == LabelNumbers.SILENT ? silent : 0);
    }
}
