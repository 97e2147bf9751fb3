package io.headrace.features.engine;

import io.headrace.schemas.definition.AggregateFunction;
import java.util.Comparator;
import java.util.List;

/**
 * All aggregates over one operand, of whatever function and window.
 *
 * <p>Every window ends at the event, so one walk from the event's own value back through the longest window passes the
 * start of each shorter one and leaves its values there. Sums are taken in that order, own value first, then newest to
 * oldest, and so depend on the entries alone. A standard deviation takes a second walk, about the mean. Cost: O(log n) to find the starts, then one
 * addition an entry of the longest window; counting all takes no walk.
 */
final class Aggregates {

    /** The operand "every event counts 1", for which nothing need be stored. */
    static final int EVERY_EVENT = -1;

    private final int column;
    private final List<Window> windows;

    /**
     * @param over length of the window, milliseconds
     * @param slots what is computed over it
     */
    record Window(long over, List<Slot> slots) {}

    /**
     * @param index where the value goes
     */
    record Slot(AggregateFunction function, int index) {}

    /** @param column of the timeline, or {@link #EVERY_EVENT} */
    Aggregates(int column, List<Window> windows) {
        this.column = column;
        this.windows =
                windows.stream().sorted(Comparator.comparingLong(Window::over)).toList();
    }

    /**
     * Of the events strictly before one, and of that event itself.
     *
     * @param line the entity's events
     * @param time of the event, epoch milliseconds
     * @param operands of the event itself, by column; NaN for a missing one
     * @param into receives the values
     */
    void values(Timeline line, long time, double[] operands, double[] into) {
        if (column == EVERY_EVENT) {
            countAll(line, time, into);
        } else {
            walk(line, time, operands[column], into);
        }
    }

    private void walk(Timeline line, long time, double own, double[] into) {
        double[] numbers = line.column(column);
        int end = line.endBefore(time);
        Sums sums = new Sums();
        sums.add(own);
        int at = end;
        for (Window window : windows) {
            int start = line.firstAfter(Timeline.earlier(time, window.over()));
            sums.add(numbers, start, at);
            at = start;
            for (Slot slot : window.slots()) {
                into[slot.index()] = switch (slot.function()) {
                    case COUNT -> sums.count;
                    case SUM -> sums.sum;
                    case MEAN -> sums.mean();
                    case MIN -> sums.min();
                    case MAX -> sums.max();
                    case STDDEV -> deviation(numbers, start, end, own, sums);
                };
            }
        }
    }

    private void countAll(Timeline line, long time, double[] into) {
        int end = line.endBefore(time);
        for (Window window : windows) {
            double count = 1 + end - line.firstAfter(Timeline.earlier(time, window.over()));
            for (Slot slot : window.slots()) {
                into[slot.index()] = switch (slot.function()) {
                    case COUNT, SUM -> count;
                    case MEAN, MIN, MAX -> 1;
                    case STDDEV -> 0;
                };
            }
        }
    }

    private static double deviation(double[] numbers, int start, int end, double own, Sums sums) {
        if (sums.count == 0) {
            return Double.NaN;
        }
        double mean = sums.mean();
        double squares = addSquare(0, own, mean);
        for (int i = end - 1; i >= start; i--) {
            squares = addSquare(squares, numbers[i], mean);
        }
        return Math.sqrt(squares / sums.count);
    }

    private static double addSquare(double to, double number, double mean) {
        double off = number - mean;
        return Double.isNaN(number) ? to : to + off * off;
    }

    /** Running totals; missing operands do not count. */
    private static final class Sums {
        private long count;
        private double sum;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;

        void add(double[] numbers, int from, int end) {
            for (int i = end - 1; i >= from; i--) {
                add(numbers[i]);
            }
        }

        void add(double number) {
            if (!Double.isNaN(number)) {
                count++;
                sum += number;
                min = Math.min(min, number);
                max = Math.max(max, number);
            }
        }

        /** Of equal numbers that number itself, so that a difference from it is 0 and no rounding error. */
        double mean() {
            return count == 0 ? Double.NaN : min == max ? min : sum / count;
        }

        double min() {
            return count == 0 ? Double.NaN : min;
        }

        double max() {
            return count == 0 ? Double.NaN : max;
        }
    }
}
