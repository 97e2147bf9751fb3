package io.headrace.trainer.data;

import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Rows as a model sees them: float32 numbers, NaN missing, and strings, empty missing. Infinities stand as the largest float,
 * which every split and every clipped scale treats alike. Immutable by convention: arrays are not to be changed.
 */
public final class Dataset {

    private final FeatureSignature signature;
    private final int rows;
    private final float[] numeric;
    private final String[] categorical;
    private final Target target;

    private Dataset(FeatureSignature signature, float[] numeric, String[] categorical, Target target) {
        this.signature = signature;
        this.rows = target.rows();
        this.numeric = numeric;
        this.categorical = categorical;
        this.target = target;
    }

    /**
     * Lays out examples.
     *
     * @param examples in the order of the rows
     * @param target of the same rows
     */
    public static Dataset of(FeatureSignature signature, List<Example> examples, Target target) {
        int n = signature.numeric().size();
        int m = signature.categorical().size();
        float[] numeric = new float[examples.size() * n];
        String[] categorical = new String[examples.size() * m];
        for (int row = 0; row < examples.size(); row++) {
            FeatureValues values = examples.get(row).row().values();
            for (int column = 0; column < n; column++) {
                numeric[row * n + column] = finite(values.numeric()[column]);
            }
            System.arraycopy(values.categorical(), 0, categorical, row * m, m);
        }
        return new Dataset(signature, numeric, categorical, target);
    }

    /** Consecutive rows. */
    public Dataset slice(int from, int until) {
        int n = signature.numeric().size();
        int m = signature.categorical().size();
        return new Dataset(
                signature,
                Arrays.copyOfRange(numeric, from * n, until * n),
                Arrays.copyOfRange(categorical, from * m, until * m),
                target.slice(from, until));
    }

    /** These rows and then those, of the same signature and the same kind of target. */
    public Dataset followedBy(Dataset newer) {
        float[] numbers = Arrays.copyOf(numeric, numeric.length + newer.numeric.length);
        System.arraycopy(newer.numeric, 0, numbers, numeric.length, newer.numeric.length);
        String[] categories = Arrays.copyOf(categorical, categorical.length + newer.categorical.length);
        System.arraycopy(newer.categorical, 0, categories, categorical.length, newer.categorical.length);
        return new Dataset(signature, numbers, categories, target.followedBy(newer.target));
    }

    /**
     * The same rows, but that some features have the values of other rows, all of them those of the same one.
     *
     * @param features names
     * @param from per row, the one whose values it gets
     */
    public Dataset withValuesOf(Set<String> features, int[] from) {
        float[] numbers = numeric.clone();
        String[] categories = categorical.clone();
        for (String feature : features) {
            int column = signature.numeric().indexOf(feature);
            for (int row = 0; row < rows && column >= 0; row++) {
                numbers[row * signature.numeric().size() + column] = numeric(from[row], column);
            }
            int category = signature.categorical().indexOf(feature);
            for (int row = 0; row < rows && category >= 0; row++) {
                categories[row * signature.categorical().size() + category] = category(from[row], category);
            }
        }
        return new Dataset(signature, numbers, categories, target);
    }

    public FeatureSignature signature() {
        return signature;
    }

    public int rows() {
        return rows;
    }

    public Target target() {
        return target;
    }

    /** One number; NaN is missing. */
    public float numeric(int row, int column) {
        return numeric[row * signature.numeric().size() + column];
    }

    /** One category; the empty string is missing. */
    public String category(int row, int column) {
        return categorical[row * signature.categorical().size() + column];
    }

    /** All numbers, row-major. */
    public float[] numeric() {
        return numeric;
    }

    /** All categories, row-major. */
    public String[] categorical() {
        return categorical;
    }

    private static float finite(double value) {
        float number = (float) value;
        return Float.isInfinite(number) ? Math.copySign(Float.MAX_VALUE, number) : number;
    }
}
