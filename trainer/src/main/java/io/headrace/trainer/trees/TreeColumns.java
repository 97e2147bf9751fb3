package io.headrace.trainer.trees;

import io.headrace.trainer.data.Categories;
import io.headrace.trainer.data.Dataset;
import java.util.List;

/**
 * Rows as trees see them: the numbers, then one code a category column. Codes start at 1, because runtimes test sets of small
 * positive numbers fastest; an unknown category is missing.
 */
record TreeColumns(List<Categories> categories) {

    TreeColumns {
        categories = List.copyOf(categories);
    }

    int count(Dataset rows) {
        return rows.signature().numeric().size() + categories.size();
    }

    /** Row-major; NaN is missing. */
    float[] of(Dataset rows) {
        int n = rows.signature().numeric().size();
        int columns = n + categories.size();
        float[] values = new float[rows.rows() * columns];
        for (int row = 0; row < rows.rows(); row++) {
            System.arraycopy(rows.numeric(), row * n, values, row * columns, n);
            for (int column = 0; column < categories.size(); column++) {
                values[row * columns + n + column] = code(categories.get(column), rows.category(row, column));
            }
        }
        return values;
    }

    private static float code(Categories known, String category) {
        int index = known.indexOf(category);
        return index == known.size() ? Float.NaN : index + 1;
    }
}
