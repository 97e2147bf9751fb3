package io.headrace.features.engine;

import io.headrace.features.timeline.Running;
import io.headrace.features.timeline.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Features of one kind that follow from an aggregate which is kept of a column besides what every column has.
 *
 * @param <R> the aggregate
 */
final class Sketches<R extends Running> {

    /** Takes a feature's value from the aggregate over its window, and puts it in its place. */
    interface Reading<R> {

        /** @param time of the event, epoch milliseconds */
        void read(R running, long time, StatefulValues into);
    }

    /** @param excluding whether the event itself is not in the window */
    private record Source(Columns.Derived column, boolean excluding) {}

    private record Window<R>(Reach reach, List<Reading<R>> readings) {}

    private final Supplier<R> running;
    private final Map<Source, TreeMap<Reach, List<Reading<R>>>> readings = new LinkedHashMap<>();

    Sketches(Supplier<R> running) {
        this.running = running;
    }

    /** @param columns all columns of the stage */
    void add(Columns columns, Columns.Derived column, boolean excluding, Reach reach, Reading<R> reading) {
        if (reach.isLifetime()) {
            columns.keepForLife(column);
        }
        readings.computeIfAbsent(new Source(column, excluding), _ -> new TreeMap<>())
                .computeIfAbsent(reach, _ -> new ArrayList<>())
                .add(reading);
    }

    /** To be called when all columns are there. */
    List<Answers> compile(Columns columns) {
        List<Answers> answers = new ArrayList<>();
        readings.forEach((source, windows) -> answers.add(new OfColumn<>(
                columns.place(source.column()),
                columns.place(source.column().of()),
                source.excluding(),
                ThreadLocal.withInitial(running),
                windows.entrySet().stream()
                        .map(window -> new Window<>(window.getKey(), List.copyOf(window.getValue())))
                        .toList())));
        return answers;
    }

    /**
     * Those of one column.
     *
     * @param derived the column of the aggregate
     * @param column the column of the values
     * @param windows in their order
     */
    private record OfColumn<R extends Running>(
            int derived, int column, boolean excluding, ThreadLocal<R> scratch, List<Window<R>> windows)
            implements Answers {

        @Override
        public long lookBack() {
            return LookBack.longest(windows.stream().map(Window::reach));
        }

        /** Every window of all events ends at the event, so what the shorter ones have is in the longer ones. */
        @Override
        public void values(EntityState state, long time, Values operands, StatefulValues into) {
            R values = scratch.get();
            begin(values, time, operands);
            long end = time;
            for (Window<R> window : windows) {
                long start = window.reach().start(time);
                if (window.reach().isBounded()) {
                    begin(values, time, operands);
                    boolean itself = !excluding && operands.has(column);
                    state.events().tallyNewest(window.reach().earlier(itself), derived, start, time, values);
                } else {
                    state.events().tally(derived, start, end, values);
                    end = start;
                }
                for (Reading<R> reading : window.readings()) {
                    reading.read(values, time, into);
                }
            }
            values.clear();
        }

        private void begin(R values, long time, Values operands) {
            values.clear();
            if (!excluding) {
                values.add(time, operands, column);
            }
        }
    }
}
