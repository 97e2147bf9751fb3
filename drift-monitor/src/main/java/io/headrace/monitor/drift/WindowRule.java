package io.headrace.monitor.drift;

import java.time.Duration;

/**
 * When a window is full: at the first whole number of cycles of event time by which it holds enough rows. Without whole
 * cycles an hour of the night would be compared with training rows of whole days.
 *
 * @param rows 1 or more
 * @param cycle the length of the data's own rhythm, mostly a day; zero where only rows count
 */
public record WindowRule(int rows, Duration cycle) {

    /** Blocks of a window of just enough rows: they tell how much neighbouring rows resemble each other. */
    private static final int BLOCKS = 20;

    private static final int MOST_BLOCKS = 2 * BLOCKS;

    /** So that a window of any length needs little memory. */
    private static final int MOST_SAMPLED = 20_000;

    public WindowRule {
        if (rows < 1 || cycle.isNegative()) {
            throw new IllegalArgumentException(
                    "a window has 1 row or more and a cycle of zero or more, found " + rows + " and " + cycle);
        }
    }

    /** How many rows of a window are kept at most: beyond that an even sample of at least half as many. */
    public int mostSampled() {
        return (int) Math.min(MOST_SAMPLED, 2L * rows);
    }

    /** How many blocks a sample is divided into: 1 to 40. */
    public int blocks(int sampled) {
        int least = Math.min(rows, MOST_SAMPLED / 2);
        return Math.clamp(sampled / Math.max(1, least / BLOCKS), 1, MOST_BLOCKS);
    }

    /** Whether a window ends before a row: times in epoch milliseconds of the window's first, its last and that next row. */
    public boolean endsBefore(long start, long last, long next, long held) {
        if (held < rows) {
            return false;
        }
        long length = cycle.toMillis();
        return length == 0 || Math.floorDiv(next - start, length) > Math.floorDiv(last - start, length);
    }
}
