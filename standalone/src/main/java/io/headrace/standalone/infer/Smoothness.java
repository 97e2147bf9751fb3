package io.headrace.standalone.infer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How much of a number is still there in the next row. */
final class Smoothness {

    private Smoothness() {}

    /**
     * The correlation of a row's number with that of the row before; with a key, of the entity's row before.
     *
     * @return -1 to 1; 0 where nothing varies
     */
    static double of(Column column, Optional<Column> key) {
        double[] numbers = column.numbers();
        double[] before = new double[numbers.length];
        Map<String, Double> last = new HashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            String entity = key.isPresent() ? key.get().cells().get(i) : "";
            Double previous = last.put(entity, numbers[i]);
            before[i] = previous == null ? Double.NaN : previous;
        }
        return Relation.correlation(numbers, before);
    }
}
