package io.headrace.monitor.drift;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Consecutive rows of a window, counted by statistic and cell. Mutable; one thread. */
public final class Block {

    private final long start;
    private final long[][] counts;
    private int rows;

    private Block(long start, long[][] counts, int rows) {
        this.start = start;
        this.counts = counts;
        this.rows = rows;
    }

    static Block empty(long start, int[] cells) {
        return new Block(start, Arrays.stream(cells).mapToObj(long[]::new).toArray(long[][]::new), 0);
    }

    /** Event time at which it began, epoch milliseconds. */
    public long start() {
        return start;
    }

    public int rows() {
        return rows;
    }

    /** Rows by cell of one statistic; the block's own array, not to be changed. */
    public long[] counts(int statistic) {
        return counts[statistic];
    }

    /** Counts one row, given the cell it falls into for each statistic. */
    void add(int[] cells) {
        for (int statistic = 0; statistic < cells.length; statistic++) {
            counts[statistic][cells[statistic]]++;
        }
        rows++;
    }

    /** This block and the one after it as one. */
    Block plus(Block next) {
        long[][] sums = new long[counts.length][];
        for (int statistic = 0; statistic < sums.length; statistic++) {
            sums[statistic] = counts[statistic].clone();
            for (int cell = 0; cell < sums[statistic].length; cell++) {
                sums[statistic][cell] += next.counts[statistic][cell];
            }
        }
        return new Block(start, sums, rows + next.rows);
    }

    /** For a state store: start, rows, number of statistics, then per statistic its number of cells and their counts. */
    public byte[] toBytes() {
        int longs = Arrays.stream(counts).mapToInt(row -> row.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(
                Long.BYTES + 2 * Integer.BYTES + counts.length * Integer.BYTES + longs * Long.BYTES);
        bytes.putLong(start).putInt(rows).putInt(counts.length);
        for (long[] row : counts) {
            bytes.putInt(row.length);
            for (long count : row) {
                bytes.putLong(count);
            }
        }
        return bytes.array();
    }

    public static Block fromBytes(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        long start = bytes.getLong();
        int rows = bytes.getInt();
        long[][] counts = new long[bytes.getInt()][];
        for (int statistic = 0; statistic < counts.length; statistic++) {
            counts[statistic] = new long[bytes.getInt()];
            for (int cell = 0; cell < counts[statistic].length; cell++) {
                counts[statistic][cell] = bytes.getLong();
            }
        }
        return new Block(start, counts, rows);
    }
}
