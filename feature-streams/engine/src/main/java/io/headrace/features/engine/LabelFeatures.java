package io.headrace.features.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Features of the labels that became known before an event; one that became known at its very millisecond is not among
 * them, because whether it came before the event or after it would be chance.
 *
 * @param rates one for each thing that is counted
 * @param last places of the last label
 */
record LabelFeatures(List<Rates> rates, List<Integer> last) {

    static final LabelFeatures NONE = new LabelFeatures(List.of(), List.of());

    LabelFeatures {
        rates = List.copyOf(rates);
        last = List.copyOf(last);
    }

    boolean isEmpty() {
        return rates.isEmpty() && last.isEmpty();
    }

    /** @param labels in one column, by the time they became known */
    void values(Timeline labels, long time, double[] into) {
        int end = labels.firstAfter(time - 1);
        double[] numbers = labels.column(0);
        for (Rates rate : rates) {
            rate.values(labels, numbers, time, end, into);
        }
        double latest = end > labels.first() ? numbers[end - 1] : Double.NaN;
        for (int place : last) {
            into[place] = latest;
        }
    }

    /**
     * Means over several windows that end at the event: one walk from the newest label back, which leaves its value where
     * it passes the start of each.
     *
     * @param share the number whose share is meant; NaN for the mean of the numbers themselves
     */
    record Rates(double share, List<Window> windows) {

        Rates {
            windows = windows.stream()
                    .sorted(Comparator.comparingLong(Window::over))
                    .toList();
        }

        private void values(Timeline labels, double[] numbers, long time, int end, double[] into) {
            double sum = 0;
            int at = end;
            for (Window window : windows) {
                int start = labels.firstAfter(time - window.over());
                while (at > start) {
                    at--;
                    sum += Double.isNaN(share) ? numbers[at] : numbers[at] == share ? 1 : 0;
                }
                double mean = end > at ? sum / (end - at) : Double.NaN;
                for (int place : window.places()) {
                    into[place] = mean;
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
