package io.headrace.schemas.metrics;

import java.util.Arrays;

/** How often each class was taken for which. Immutable. */
public final class ConfusionMatrix {

    private final long[][] counts;

    private ConfusionMatrix(long[][] counts) {
        this.counts = counts;
    }

    /**
     * Counts predictions.
     *
     * @param classes how many there are
     * @param truth per row the index of the true class
     * @param predicted per row the index of the predicted class
     * @throws IllegalArgumentException without rows, or if there are not as many of one as of the other
     */
    public static ConfusionMatrix of(int classes, int[] truth, int[] predicted) {
        Rows.check(predicted.length, truth.length);
        return of(classes, truth, predicted, Rows.once(truth.length));
    }

    /** @param draws per row how often it counts */
    static ConfusionMatrix of(int classes, int[] truth, int[] predicted, int[] draws) {
        long[][] counts = new long[classes][classes];
        for (int row = 0; row < truth.length; row++) {
            counts[truth[row]][predicted[row]] += draws[row];
        }
        return new ConfusionMatrix(counts);
    }

    /** How many classes there are. */
    public int classes() {
        return counts.length;
    }

    /** Rows of one class that were taken for another (or the same). */
    public long count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /** All rows. */
    public long total() {
        return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    long ofClass(int truth) {
        return Arrays.stream(counts[truth]).sum();
    }

    long predictedAs(int predicted) {
        return Arrays.stream(counts).mapToLong(row -> row[predicted]).sum();
    }

    /** Share of rows taken for what they are, 0 to 1. */
    public double accuracy() {
        long right = 0;
        for (int c = 0; c < counts.length; c++) {
            right += counts[c][c];
        }
        return (double) right / total();
    }

    /** Cohen (1960); NaN where chance alone agrees always: one class, always predicted. */
    public double kappa() {
        double total = total();
        double chance = 0;
        for (int c = 0; c < counts.length; c++) {
            chance += ofClass(c) / total * (predictedAs(c) / total);
        }
        return chance >= 1 ? Double.NaN : (accuracy() - chance) / (1 - chance);
    }

    /** 0 where the class is never predicted. */
    double precision(int c) {
        long predicted = predictedAs(c);
        return predicted == 0 ? 0 : (double) counts[c][c] / predicted;
    }

    /** NaN where no row is of the class. */
    double recall(int c) {
        return (double) counts[c][c] / ofClass(c);
    }

    /** Harmonic mean of the class's precision and recall, 0 to 1; NaN where no row is of the class. */
    public double f1(int c) {
        return ofClass(c) == 0 ? Double.NaN : 2.0 * counts[c][c] / (ofClass(c) + predictedAs(c));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionMatrix matrix && Arrays.deepEquals(counts, matrix.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(counts);
    }

    @Override
    public String toString() {
        return Arrays.deepToString(counts);
    }
}
