package io.headrace.model.baseline;

import io.headrace.schemas.avro.FeatureBaseline;

/** Sorts live values into a baseline's bins, by the same code that counted the baseline. Immutable. */
public final class FeatureBins {

    /** The bin of a missing value: NaN, or the empty string. */
    public static final int MISSING = -1;

    private final NumericBins numbers;
    private final CategoryBins categories;
    private final int bins;

    private FeatureBins(FeatureBaseline baseline) {
        numbers = new NumericBins(baseline.getEdges());
        categories = new CategoryBins(baseline.getCategories());
        bins = baseline.getCounts().size();
    }

    public static FeatureBins of(FeatureBaseline baseline) {
        return new FeatureBins(baseline);
    }

    /** Number of bins, missing values aside. */
    public int bins() {
        return bins;
    }

    /** A numeric value's bin, from 0 to {@link #bins()} − 1, or {@link #MISSING}. */
    public int bin(double value) {
        return Double.isNaN(value) ? MISSING : numbers.bin(value);
    }

    /** A category's bin; the last one is that of all unknown categories; {@link #MISSING} for the empty string. */
    public int bin(String category) {
        return category.isEmpty() ? MISSING : categories.bin(category);
    }
}
