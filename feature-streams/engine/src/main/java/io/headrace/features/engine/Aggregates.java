package io.headrace.features.engine;

import io.headrace.schemas.definition.AggregateFunction;
import java.util.Comparator;
import java.util.List;

/**
 * All aggregates over one operand, of whatever function and window.
 *
 * <p>Every window ends at the event, so one walk from the newest entry back through the longest window passes the start
 * of each shorter one and leaves its values there. Sums are taken in that order, newest first, and so depend on the
 * entries alone. A standard deviation takes a second walk, about the mean. Cost: O(log n) to find the starts, then one
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
     * @param operands of the event itself, by column; NaN for a missing one
     * @param into receives the values
     */
    void values(Timeline line, Moment moment, double[] operands, double[] into) {
        if (column == EVERY_EVENT) {
            countAll(line, moment, into);
        } else {
            walk(line, moment, operands[column], into);
        }
    }

    private void walk(Timeline line, Moment moment, double own, double[] into) {
        double[] numbers = line.column(column);
        Sums sums = new Sums();
        int at = moment.end();
        boolean ownTaken = moment.recorded();
        for (Window window : windows) {
            int start = line.firstAfter(moment.time() - window.over());
            if (!ownTaken) {
                sums.add(numbers, moment.own(), at);
                sums.add(own);
                at = moment.own();
                ownTaken = true;
            }
            if (start < at) {
                sums.add(numbers, start, at);
                at = start;
            }
            for (Slot slot : window.slots()) {
                into[slot.index()] = switch (slot.function()) {
                    case COUNT -> sums.count;
                    case SUM -> sums.sum;
                    case MEAN -> sums.mean();
                    case MIN -> sums.min();
                    case MAX -> sums.max();
                    case STDDEV -> deviation(numbers, start, moment, own, sums);
                };
            }
        }
    }

    private void countAll(Timeline line, Moment moment, double[] into) {
        for (Window window : windows) {
            int start = line.firstAfter(moment.time() - window.over());
            double count = Math.max(0, moment.end() - start) + (moment.recorded() ? 0 : 1);
            for (Slot slot : window.slots()) {
                into[slot.index()] = switch (slot.function()) {
                    case COUNT, SUM -> count;
                    case MEAN, MIN, MAX -> 1;
                    case STDDEV -> 0;
                };
            }
        }
    }

    private static double deviation(double[] numbers, int start, Moment moment, double own, Sums sums) {
        if (sums.count == 0) {
            return Double.NaN;
        }
        double mean = sums.mean();
        double squares = 0;
        if (moment.recorded()) {
            squares = addSquares(squares, numbers, start, moment.end(), mean);
        } else {
            squares = addSquares(squares, numbers, moment.own(), moment.end(), mean);
            squares = addSquare(squares, own, mean);
            squares = addSquares(squares, numbers, start, moment.own(), mean);
        }
        return Math.sqrt(squares / sums.count);
    }

    private static double addSquares(double to, double[] numbers, int from, int end, double mean) {
        double squares = to;
        for (int i = end - 1; i >= from; i--) {
            squares = addSquare(squares, numbers[i], mean);
        }
        return squares;
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
