package io.headrace.monitor.drift;

import java.util.List;

/**
 * One statistic of a window, counted: its rows by cell, and what they are compared with.
 *
 * @param name the feature's name, or {@link #PREDICTION}
 * @param references counts over the same cells: first those of the version's training rows, then, where the statistic is
 *     compared with an earlier window too, that window's
 * @param blocks the window's rows in consecutive blocks, none of them empty; at least one
 */
public record CountedStatistic(String name, List<long[]> references, List<Block> blocks) {

    /** The name of the statistic over a model's scores. */
    public static final String PREDICTION = "prediction";

    public CountedStatistic {
        references = List.copyOf(references);
        blocks = List.copyOf(blocks);
        if (references.isEmpty() || blocks.isEmpty()) {
            throw new IllegalArgumentException("the statistic " + name
                    + " needs a reference and a block of rows, found " + references.size() + " and " + blocks.size());
        }
    }

    /**
     * Consecutive rows of a window.
     *
     * @param start event time of the first, epoch milliseconds
     * @param counts rows by cell; the last cell counts missing values
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on within one evaluation, never compared
    public record Block(long start, long[] counts) {}

    long[] total(int fromBlock) {
        long[] total = new long[blocks.getFirst().counts().length];
        for (Block block : blocks.subList(fromBlock, blocks.size())) {
            for (int cell = 0; cell < total.length; cell++) {
                total[cell] += block.counts()[cell];
            }
        }
        return total;
    }
}
