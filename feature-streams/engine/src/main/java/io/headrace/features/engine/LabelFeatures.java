package io.headrace.features.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Features of the labels that became known before an event; one that became known at its very millisecond is not among
 * them, because whether it came before the event or after it would be chance.
 *
 * <p>Where silence is a label, every event is taken for one without, and what silence says of it becomes known so long
 * after it; a given label takes its place, whichever comes first, the event or the label. So no clock, no sweep and no
 * order of arrival decides what is known at a time.
 *
 * @param rates one for each thing that is counted
 * @param last places of the last label
 * @param silentAfter how long after an event silence becomes its label, milliseconds; empty where silence says nothing
 */
record LabelFeatures(List<Rates> rates, List<Integer> last, OptionalLong silentAfter) {

    LabelFeatures {
        rates = List.copyOf(rates);
        last = List.copyOf(last);
    }

    boolean isEmpty() {
        return rates.isEmpty() && last.isEmpty();
    }

    /** Answers an event of this time from the labels known strictly before it. */
    void values(EntityState state, long time, double[] into) {
        long silence = silentAfter.orElse(0);
        for (Rates rate : rates) {
            rate.values(state, time, silence, into);
        }
        if (!last.isEmpty()) {
            double latest = latest(state, time, silence);
            for (int place : last) {
                into[place] = latest;
            }
        }
    }

    /** The label known last, the later by (time, id) of the last given and the last by silence. */
    private static double latest(EntityState state, long time, long silence) {
        Timeline labels = state.labels;
        Timeline silences = state.silences;
        long horizon = Timeline.earlier(time, StageCompiler.LONGEST_WITHOUT_WINDOW_MILLIS);
        int given = labels.endBefore(time) - 1;
        int silent = silences.endBefore(Timeline.earlier(time, silence)) - 1;
        boolean isGiven = given >= labels.first() && labels.time(given) > horizon;
        boolean isSilent = silent >= silences.first() && silences.time(silent) + silence > horizon;
        if (isGiven && isSilent) {
            long knownAt = silences.time(silent) + silence;
            isSilent = knownAt > labels.time(given)
                    || (knownAt == labels.time(given) && silences.id(silent) > labels.id(given));
        }
        return isSilent ? LabelNumbers.SILENT : isGiven ? labels.column(0)[given] : Double.NaN;
    }

    /** An event came, or is known to have got no label: silence is its label unless one was given. */
    void assume(EntityState state, long eventTime, long id, long progress) {
        if (silentAfter.isEmpty()) {
            return;
        }
        int at = state.silences.position(eventTime, id);
        if (at < 0 && !isGiven(state.labels, eventTime, id)) {
            state.silences.insert(-at - 1, eventTime, id, progress);
        }
    }

    /** Whether the event's label came before the event. In a stream few labels do; those known before it need not be looked at. */
    private boolean isGiven(Timeline labels, long eventTime, long id) {
        long latest = eventTime + silentAfter.orElse(0);
        for (int i = labels.endBefore(eventTime); i < labels.end() && labels.time(i) <= latest; i++) {
            if (labels.id(i) == id) {
                return true;
            }
        }
        return false;
    }

    /** A label was given. */
    void learn(EntityState state, long id, LearnedLabel label, long progress) {
        int silent = state.silences.position(label.eventTime(), id);
        if (silent >= 0) {
            state.silences.remove(silent);
        }
        int at = state.labels.position(label.knownAt(), id);
        if (at < 0) {
            state.labels.insert(-at - 1, label.knownAt(), id, progress, label.label());
        }
    }

    /**
     * Means over several windows that end at the event: one walk from the newest label back, which leaves its value where
     * it passes the start of each. Those by silence need no walk: they are all of one class, and counted.
     *
     * @param share the number whose share is meant; NaN for the mean of the numbers themselves
     */
    record Rates(double share, List<Window> windows) {

        Rates {
            windows = windows.stream()
                    .sorted(Comparator.comparingLong(Window::over))
                    .toList();
        }

        private void values(EntityState state, long time, long silence, double[] into) {
            Timeline labels = state.labels;
            double[] numbers = labels.column(0);
            int end = labels.endBefore(time);
            long lastSilent = Timeline.earlier(time, silence);
            int silentEnd = state.silences.endBefore(lastSilent);
            double sum = 0;
            int at = end;
            for (Window window : windows) {
                int start = labels.firstAfter(Timeline.earlier(time, window.over()));
                while (at > start) {
                    at--;
                    sum += Double.isNaN(share) ? numbers[at] : numbers[at] == share ? 1 : 0;
                }
                int silent = silentEnd - state.silences.firstAfter(Timeline.earlier(lastSilent, window.over()));
                int known = end - at + silent;
                double counted = share == LabelNumbers.SILENT ? sum + silent : sum;
                for (int place : window.places()) {
                    into[place] = known > 0 ? counted / known : Double.NaN;
                }
            }
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
