package io.headrace.monitor.drift;

import java.time.Duration;

/**
 * When a window is full: at the first whole number of cycles of event time by which it holds enough rows. Without whole
 * cycles an hour of the night would be compared with a baseline of whole days.
 *
 * @param rows 1 or more
 * @param cycle the length of the data's own rhythm, mostly a day; zero where only rows count
 */
public record WindowRule(int rows, Duration cycle) {

    /** Blocks that a window of just enough rows has: they tell how much neighbouring rows resemble each other. */
    private static final int BLOCKS = 20;

    public WindowRule {
        if (rows < 1 || cycle.isNegative()) {
            throw new IllegalArgumentException(
                    "a window has 1 row or more and a cycle of zero or more, found " + rows + " and " + cycle);
        }
    }

    int blockRows() {
        return Math.max(1, rows / BLOCKS);
    }

    /** Whether a window ends before a row: times in epoch milliseconds of the window's first, its last and that next row. */
    boolean endsBefore(long start, long last, long next, long held) {
        if (held < rows) {
            return false;
        }
        long length = cycle.toMillis();
        return length == 0 || Math.floorDiv(next - start, length) > Math.floorDiv(last - start, length);
    }
}
