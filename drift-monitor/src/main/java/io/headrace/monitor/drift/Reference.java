package io.headrace.monitor.drift;

import java.util.Arrays;

/**
 * What one statistic is compared with.
 *
 * @param statistic the feature's name, or {@code prediction}
 * @param counts rows of the baseline by cell; the last cell counts missing values
 */
@SuppressWarnings("ArrayRecordComponent") // counted on the hot path; equality is by content below
public record Reference(String statistic, long[] counts) {

    /** The name of the statistic over a model's scores. */
    public static final String PREDICTION = "prediction";

    public boolean isPrediction() {
        return statistic.equals(PREDICTION);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reference(String name, long[] others)
                && name.equals(statistic)
                && Arrays.equals(counts, others);
    }

    @Override
    public int hashCode() {
        return 31 * statistic.hashCode() + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "Reference[" + statistic + ", " + Arrays.toString(counts) + "]";
    }
}
