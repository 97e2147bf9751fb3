package io.headrace.features.engine;

import io.headrace.features.timeline.ClassRunning;
import io.headrace.features.timeline.NumberRunning;
import io.headrace.features.timeline.Running;
import java.util.List;

/**
 * What labels come to. Those by silence are all of one class, and counted.
 *
 * @param counted the number of the class that is meant; NaN for all labels
 * @param given those that were given
 * @param silent how many there are by silence
 */
record LabelTally(double counted, Running given, long silent) {

    /** What is told of them. */
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

    void put(List<Slot> slots, StatefulValues into) {
        for (Slot slot : slots) {
            into.number(
                    slot.place(),
                    switch (slot.measure()) {
                        case RATE -> rate();
                        case COUNT -> count();
                    });
        }
    }

    private double rate() {
        if (!(given instanceof ClassRunning classes)) {
            return ((NumberRunning) given).mean();
        }
        long known = classes.count() + silent;
        return known > 0 ? count() / known : Double.NaN;
    }

    private double count() {
        if (!(given instanceof ClassRunning classes)) {
            return (double) ((NumberRunning) given).count();
        }
        if (Double.isNaN(counted)) {
            return (double) (classes.count() + silent);
        }
        return (double) classes.count((int) counted) + (counted == LabelNumbers.SILENT ? silent : 0);
    }
}
