package io.headrace.features.engine;

import io.headrace.schemas.expression.CategoryProgram;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * The words of a text in columns of numbers. All are missing where the text is; of a text without a word all are 0.
 *
 * @param into how many columns the words are spread over
 * @param columns those of them that are features
 */
record HashStep(CategoryProgram text, int into, List<Column> columns) implements RowStep {

    /**
     * A column that is a feature.
     *
     * @param number from 0
     * @param place where it goes
     */
    record Column(int number, int place) {}

    HashStep {
        columns = List.copyOf(columns);
    }

    @Override
    public void compute(GenericRecord event, double[] numeric, String[] categorical) {
        String words = text.evaluate(event, numeric, categorical);
        double[] sums = new double[into];
        if (!words.isEmpty()) {
            WordHashing.add(words, sums);
        }
        for (Column column : columns) {
            numeric[column.place()] = words.isEmpty() ? Double.NaN : sums[column.number()];
        }
    }
}
