package io.headrace.model.baseline;

import java.util.Arrays;
import java.util.List;

/** Bin i holds {@code edges[i-1] < x <= edges[i]}; the first and the last are open. */
final class NumericBins {

    private final double[] edges;

    NumericBins(List<Double> edges) {
        this.edges = edges.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The bin of a number that is no NaN. */
    int bin(double value) {
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (value <= edges[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    List<Long> counts(double[] values) {
        long[] counts = new long[edges.length + 1];
        for (double value : values) {
            counts[bin(value)]++;
        }
        return Arrays.stream(counts).boxed().toList();
    }
}
