package io.headrace.features.engine;

import io.headrace.features.timeline.ClassRunning;
import io.headrace.features.timeline.Column;
import io.headrace.features.timeline.NumberRunning;
import io.headrace.features.timeline.Running;
import io.headrace.features.timeline.Timeline;
import io.headrace.features.timeline.Values;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Features of the labels that became known before an event; one that became known at its very millisecond is not among
 * them, because whether it came before the event or after it would be chance.
 *
 * <p>Where silence is a label, every event is taken for one without, and what silence says of it becomes known so long
 * after it; a given label takes its place, whichever comes first, the event or the label. So no clock, no sweep and no
 * order of arrival decides what is known at a time.
 *
 * @param labels what the numbers that are remembered mean
 * @param rates one for each thing that is counted
 * @param last places of the last label
 * @param silentAfter how long after an event silence becomes its label, milliseconds; empty where silence says nothing
 */
record LabelFeatures(LabelNumbers labels, List<Rates> rates, List<Integer> last, OptionalLong silentAfter)
        implements Answers {

    /** In the line of silences: the label of the event is the one that silence stands for. */
    private static final double SILENT = 0;

    /** In the line of silences: a label was given, whether the event came or not. */
    private static final double GIVEN = Double.NaN;

    LabelFeatures {
        rates = List.copyOf(rates);
        last = List.copyOf(last);
    }

    boolean isEmpty() {
        return rates.isEmpty() && last.isEmpty();
    }

    @Override
    public long lookBack() {
        long longest = rates.stream()
                .flatMap(rate -> rate.windows().stream())
                .mapToLong(Window::over)
                .max()
                .orElse(0);
        return last.isEmpty() ? longest : Math.max(longest, LookBack.WITHOUT_WINDOW);
    }

    /** Answers from the labels known strictly before the event. */
    @Override
    public void values(EntityState state, long time, Values operands, StatefulValues into) {
        long silence = silentAfter.orElse(0);
        for (Rates rate : rates) {
            rate.values(state, time, silence, into);
        }
        if (!last.isEmpty()) {
            double latest = latest(state, time, silence);
            for (int place : last) {
                labels.put(latest, place, into);
            }
        }
    }

    /** The label known last, the later by (time, id) of the last given and the last by silence. */
    private static double latest(EntityState state, long time, long silence) {
        long horizon = LookBack.before(time, LookBack.WITHOUT_WINDOW);
        Optional<Timeline.Last> given = state.labels().lastBefore(time, 0).filter(label -> label.time() > horizon);
        Optional<Timeline.Last> silent = state.silences()
                .lastBefore(LookBack.before(time, silence), 0)
                .map(event -> new Timeline.Last(event.time() + silence, event.id(), LabelNumbers.SILENT))
                .filter(label -> label.time() > horizon);
        if (given.isPresent() && silent.isPresent()) {
            Comparator<Timeline.Last> order =
                    Comparator.comparingLong(Timeline.Last::time).thenComparingInt(Timeline.Last::id);
            return (order.compare(silent.get(), given.get()) > 0 ? silent : given)
                    .get()
                    .value();
        }
        return given.or(() -> silent).map(Timeline.Last::value).orElse(Double.NaN);
    }

    /** An event came, or is known to have got no label: silence is its label unless one was given. */
    void assume(EntityState state, long eventTime, int id, long progress) {
        if (silentAfter.isPresent()) {
            state.silences().add(eventTime, id, progress, SILENT);
        }
    }

    /** A label was given. */
    void learn(EntityState state, int id, LearnedLabel label, long progress) {
        if (silentAfter.isPresent()) {
            state.silences().put(label.eventTime(), id, progress, GIVEN);
        }
        state.labels().add(label.knownAt(), id, progress, label.label());
    }

    /**
     * Means over several windows that end at the event: one walk from the newest label back, which leaves its value where
     * it passes the start of each. Those by silence are all of one class, and counted.
     *
     * @param share the number whose share is meant; NaN for the mean of the numbers themselves
     * @param column what is kept of labels
     */
    record Rates(double share, Column column, List<Window> windows) {

        Rates {
            windows = windows.stream()
                    .sorted(Comparator.comparingLong(Window::over))
                    .toList();
        }

        private void values(EntityState state, long time, long silence, StatefulValues into) {
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
                double rate = rate(given, silences.count());
                for (int place : window.places()) {
                    into.number(place, rate);
                }
            }
        }

        private double rate(Running given, long silent) {
            if (!(given instanceof ClassRunning classes)) {
                return ((NumberRunning) given).mean();
            }
            long known = classes.count() + silent;
            double counted = classes.count((int) share) + (share == LabelNumbers.SILENT ? silent : 0);
            return known > 0 ? counted / known : Double.NaN;
        }
    }

    /**
     * One window.
     *
     * @param over its length, milliseconds
     * @param places where its value goes
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, never compared
    record Window(long over, int[] places) {

        Window {
            places = Arrays.copyOf(places, places.length);
        }
    }
}
