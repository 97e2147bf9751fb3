package io.headrace.model;

import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The way from a pipeline's order of features to a model's: features that are put in another order mean what they meant, and a
 * model that was made before serves on. Immutable; safe for use by many threads.
 */
public final class InputOrder {

    /** Per column of the model the column of the pipeline. */
    private final int[] numeric;

    private final int[] categorical;
    private final boolean same;

    private InputOrder(int[] numeric, int[] categorical) {
        this.numeric = numeric;
        this.categorical = categorical;
        this.same = isSame(numeric) && isSame(categorical);
    }

    /**
     * From a pipeline's rows to a version's inputs.
     *
     * @return empty where they have other features
     */
    public static Optional<InputOrder> of(FeatureSignature rows, ModelVersion version) {
        boolean fits = sameNames(rows.numeric(), version.getNumericFeatures())
                && sameNames(rows.categorical(), version.getCategoricalFeatures());
        return fits
                ? Optional.of(new InputOrder(
                        columns(rows.numeric(), version.getNumericFeatures()),
                        columns(rows.categorical(), version.getCategoricalFeatures())))
                : Optional.empty();
    }

    /** A row in the model's order. */
    public FeatureValues values(FeatureValues row) {
        if (same) {
            return row;
        }
        double[] numbers = new double[numeric.length];
        for (int i = 0; i < numeric.length; i++) {
            numbers[i] = row.numeric()[numeric[i]];
        }
        return new FeatureValues(numbers, categorical(row.categorical(), 1));
    }

    /**
     * Numbers of rows, row after row, in the model's order.
     *
     * @throws IllegalArgumentException if there are not as many as the rows have
     */
    public float[] numeric(float[] flat, int rows) {
        requireLength(flat.length, rows, numeric.length);
        if (same) {
            return flat;
        }
        float[] ordered = new float[flat.length];
        for (int i = 0; i < flat.length; i++) {
            int column = i % numeric.length;
            ordered[i] = flat[i - column + numeric[column]];
        }
        return ordered;
    }

    /** Categories likewise. */
    public String[] categorical(String[] flat, int rows) {
        requireLength(flat.length, rows, categorical.length);
        if (same) {
            return flat;
        }
        String[] ordered = new String[flat.length];
        for (int i = 0; i < flat.length; i++) {
            int column = i % categorical.length;
            ordered[i] = flat[i - column + categorical[column]];
        }
        return ordered;
    }

    private static void requireLength(int found, int rows, int columns) {
        if (found != rows * columns) {
            throw new IllegalArgumentException(
                    rows + " rows of " + columns + " values are " + rows * columns + " values, found " + found);
        }
    }

    private static boolean sameNames(List<String> one, List<String> other) {
        return one.size() == other.size() && new HashSet<>(one).equals(new HashSet<>(other));
    }

    private static int[] columns(List<String> rows, List<String> model) {
        return model.stream().mapToInt(rows::indexOf).toArray();
    }

    private static boolean isSame(int[] columns) {
        return IntStream.range(0, columns.length).allMatch(i -> columns[i] == i);
    }
}
