package io.headrace.monitor.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which neighbouring cells of two samples' counts are taken together so that none is too sparse for a chi-squared test.
 * Immutable.
 */
public final class Cells {

    /** Least expected count of a cell in the smaller sample (Cochran 1954). */
    private static final double LEAST_EXPECTED = 5;

    private final int[] groupOfCell;
    private final int groups;

    private Cells(int[] groupOfCell) {
        this.groupOfCell = groupOfCell;
        this.groups = groupOfCell.length == 0 ? 0 : groupOfCell[groupOfCell.length - 1] + 1;
    }

    /** Groups cells from the left; a sparse rest at the right joins the last group. */
    static Cells notSparse(long[] first, long[] second) {
        double all = sum(first) + sum(second);
        double share = all == 0 ? 0 : Math.min(sum(first), sum(second)) / all;
        List<Double> expected = new ArrayList<>();
        int[] group = new int[first.length];
        double open = 0;
        for (int cell = 0; cell < first.length; cell++) {
            group[cell] = expected.size();
            open += (first[cell] + second[cell]) * share;
            if (open >= LEAST_EXPECTED) {
                expected.add(open);
                open = 0;
            }
        }
        int last = Math.max(0, expected.size() - 1);
        return new Cells(Arrays.stream(group).map(g -> Math.min(g, last)).toArray());
    }

    int groups() {
        return groups;
    }

    /** The counts by group. */
    long[] group(long[] counts) {
        long[] grouped = new long[groups];
        for (int cell = 0; cell < counts.length; cell++) {
            grouped[groupOfCell[cell]] += counts[cell];
        }
        return grouped;
    }

    /** The sums of counts over the same cells; at least one. */
    static long[] total(List<long[]> blocks) {
        long[] total = new long[blocks.getFirst().length];
        for (long[] block : blocks) {
            for (int cell = 0; cell < total.length; cell++) {
                total[cell] += block[cell];
            }
        }
        return total;
    }

    static double sum(long[] counts) {
        return Arrays.stream(counts).sum();
    }
}
