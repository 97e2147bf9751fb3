package io.headrace.trainer.linear;

import io.headrace.trainer.data.Categories;
import io.headrace.trainer.data.Dataset;
import java.util.Arrays;
import java.util.List;

/**
 * How a row becomes a linear model's terms: standardised numbers (missing is the mean, far ones are clipped), an indicator for
 * each missing number, one indicator a known category. Immutable by convention.
 */
final class Design {

    /** Standard deviations beyond which a number counts as this far: keeps one wild value from deciding alone. */
    static final double FARTHEST = 10;

    /** Of a column's largest value: what varies by less is a constant, rounded to float32. */
    private static final double ROUNDING = 1e-6;

    private final double[] means;
    private final double[] scales;
    private final List<Categories> categories;
    /** Per categorical column, where its terms start among all; and as last element how many terms there are. */
    private final int[] starts;

    private Design(double[] means, double[] scales, List<Categories> categories) {
        this.means = means;
        this.scales = scales;
        this.categories = List.copyOf(categories);
        this.starts = new int[categories.size() + 1];
        starts[0] = 2 * means.length;
        for (int column = 0; column < categories.size(); column++) {
            starts[column + 1] = starts[column] + categories.get(column).size();
        }
    }

    static Design of(Dataset training) {
        int n = training.signature().numeric().size();
        double[] means = new double[n];
        double[] scales = new double[n];
        for (int column = 0; column < n; column++) {
            describe(training, column, means, scales);
        }
        return new Design(means, scales, Categories.all(training));
    }

    /** Mean and inverse standard deviation of the values that are there; 0 and 1 without any, and 1 for a constant. */
    private static void describe(Dataset training, int column, double[] means, double[] scales) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < training.rows(); row++) {
            float x = training.numeric(row, column);
            if (!Float.isNaN(x)) {
                sum += x;
                count++;
            }
        }
        double mean = count == 0 ? 0 : sum / count;
        double squares = 0;
        double largest = 0;
        for (int row = 0; row < training.rows(); row++) {
            float x = training.numeric(row, column);
            if (!Float.isNaN(x)) {
                squares += (x - mean) * (x - mean);
                largest = Math.max(largest, Math.abs(x));
            }
        }
        double deviation = count == 0 ? 0 : Math.sqrt(squares / count);
        means[column] = mean;
        scales[column] = deviation > ROUNDING * largest ? 1 / deviation : 1;
    }

    /** How many terms a row has: numbers, then their missing indicators, then categories. */
    int terms() {
        return starts[starts.length - 1];
    }

    int numbers() {
        return means.length;
    }

    double[] means() {
        return means;
    }

    double[] scales() {
        return scales;
    }

    List<Categories> categories() {
        return categories;
    }

    /** Where a categorical column's terms start. */
    int start(int column) {
        return starts[column];
    }

    /** All rows encoded. */
    Encoded encode(Dataset rows) {
        int n = means.length;
        double[] numbers = new double[rows.rows() * n];
        boolean[] missing = new boolean[rows.rows() * n];
        for (int row = 0; row < rows.rows(); row++) {
            for (int column = 0; column < n; column++) {
                float x = rows.numeric(row, column);
                int cell = row * n + column;
                missing[cell] = Float.isNaN(x);
                numbers[cell] =
                        missing[cell] ? 0 : Math.clamp((x - means[column]) * scales[column], -FARTHEST, FARTHEST);
            }
        }
        return new Encoded(rows.rows(), n, numbers, missing, terms(rows));
    }

    /** Per row and categorical column the term that is on; -1 for an unknown category. */
    private int[] terms(Dataset rows) {
        int m = categories.size();
        int[] on = new int[rows.rows() * m];
        Arrays.setAll(on, cell -> {
            int column = cell % m;
            int index = categories.get(column).indexOf(rows.category(cell / m, column));
            return index == categories.get(column).size() ? -1 : starts[column] + index;
        });
        return on;
    }
}
