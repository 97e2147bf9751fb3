package io.headrace.trainer.linear;

/**
 * Rows as a linear model's terms, kept sparse: a category column has at most one term that is on. Weights are laid out output
 * by output: terms first, then the intercept.
 */
final class Encoded {

    private final int rows;
    private final int n;
    private final int m;
    private final double[] numbers;
    private final boolean[] missing;
    private final int[] on;

    Encoded(int rows, int n, double[] numbers, boolean[] missing, int[] on) {
        this.rows = rows;
        this.n = n;
        this.m = rows == 0 ? 0 : on.length / rows;
        this.numbers = numbers;
        this.missing = missing;
        this.on = on;
    }

    int rows() {
        return rows;
    }

    /** A row's margin under the weights that start at an offset and have so many terms. */
    double margin(int row, double[] weights, int offset, int terms) {
        double sum = weights[offset + terms];
        for (int column = 0; column < n; column++) {
            int cell = row * n + column;
            sum += missing[cell] ? weights[offset + n + column] : numbers[cell] * weights[offset + column];
        }
        for (int column = 0; column < m; column++) {
            int term = on[row * m + column];
            if (term >= 0) {
                sum += weights[offset + term];
            }
        }
        return sum;
    }

    /** Adds a row's share to a gradient laid out like the weights. */
    void addGradient(int row, double slope, double[] gradient, int offset, int terms) {
        gradient[offset + terms] += slope;
        for (int column = 0; column < n; column++) {
            int cell = row * n + column;
            if (missing[cell]) {
                gradient[offset + n + column] += slope;
            } else {
                gradient[offset + column] += slope * numbers[cell];
            }
        }
        for (int column = 0; column < m; column++) {
            int term = on[row * m + column];
            if (term >= 0) {
                gradient[offset + term] += slope;
            }
        }
    }

    /** What one feature adds to a row's margin. */
    double contribution(int row, int feature, double[] weights, int offset) {
        if (feature < n) {
            int cell = row * n + feature;
            return missing[cell] ? weights[offset + n + feature] : numbers[cell] * weights[offset + feature];
        }
        int term = on[row * m + feature - n];
        return term < 0 ? 0 : weights[offset + term];
    }
}
