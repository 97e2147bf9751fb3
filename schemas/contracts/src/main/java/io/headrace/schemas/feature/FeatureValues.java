package io.headrace.schemas.feature;

import java.util.Arrays;

/**
 * One row's values, in a {@link FeatureSignature}'s order. Immutable by convention: the arrays are handed over at
 * construction and not copied, because rows are made on the hot path.
 *
 * @param numeric NaN is missing
 * @param categorical the empty string is missing
 */
@SuppressWarnings("ArrayRecordComponent") // rows are made on the hot path; equality is by content below
public record FeatureValues(double[] numeric, String[] categorical) {

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureValues(double[] numbers, String[] categories)
                && Arrays.equals(numeric, numbers)
                && Arrays.equals(categorical, categories);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(numeric) + Arrays.hashCode(categorical);
    }

    @Override
    public String toString() {
        return "FeatureValues[numeric=" + Arrays.toString(numeric) + ", categorical=" + Arrays.toString(categorical)
                + "]";
    }
}
