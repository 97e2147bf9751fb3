package io.headrace.features.engine;

import io.headrace.schemas.expression.NumberProgram;
import java.util.List;
import java.util.OptionalInt;
import org.apache.avro.generic.GenericRecord;

/**
 * What an event brings to a stage's columns.
 *
 * @param conditions each evaluated once for each event, however many operands stand under it; 1 where it holds
 * @param columns in their order
 */
record Operands(List<NumberProgram> conditions, List<Operand> columns) {

    private static final boolean[] NO_CONDITIONS = {};

    Operands {
        conditions = List.copyOf(conditions);
        columns = List.copyOf(columns);
    }

    /**
     * One column's.
     *
     * @param condition which one it stands under; empty: none
     */
    record Operand(NumberProgram value, OptionalInt condition) {}

    /** Their numbers; NaN where one is missing or its condition does not hold. */
    double[] of(GenericRecord event) {
        boolean[] holds = conditions.isEmpty() ? NO_CONDITIONS : decide(event);
        double[] numbers = new double[columns.size()];
        for (int i = 0; i < numbers.length; i++) {
            Operand operand = columns.get(i);
            boolean counts =
                    operand.condition().isEmpty() || holds[operand.condition().getAsInt()];
            numbers[i] = counts ? operand.value().evaluate(event) : Double.NaN;
        }
        return numbers;
    }

    private boolean[] decide(GenericRecord event) {
        boolean[] holds = new boolean[conditions.size()];
        for (int i = 0; i < holds.length; i++) {
            holds[i] = conditions.get(i).evaluate(event) == 1;
        }
        return holds;
    }
}
