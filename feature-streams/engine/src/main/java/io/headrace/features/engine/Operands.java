package io.headrace.features.engine;

import io.headrace.features.timeline.Values;
import io.headrace.schemas.expression.CategoryProgram;
import io.headrace.schemas.expression.NumberProgram;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.apache.avro.generic.GenericRecord;

/**
 * What an event brings to a stage's columns.
 *
 * @param conditions each evaluated once for each event, however many operands stand under it; 1 where it holds
 * @param numbers the columns of numbers, in their order
 * @param texts the columns of texts, in their order
 */
record Operands(List<NumberProgram> conditions, List<OfNumber> numbers, List<OfText> texts) {

    private static final boolean[] NO_CONDITIONS = {};

    Operands {
        conditions = List.copyOf(conditions);
        numbers = List.copyOf(numbers);
        texts = List.copyOf(texts);
    }

    /**
     * One of numbers.
     *
     * @param missing what stands for a value that is missing
     * @param condition which one it stands under; empty: none
     */
    record OfNumber(NumberProgram value, double missing, OptionalInt condition) {

        private double of(GenericRecord event) {
            double number = value.evaluate(event);
            return Double.isNaN(number) ? missing : number;
        }
    }

    /** @param condition which one it stands under; empty: none */
    record OfText(CategoryProgram value, OptionalInt condition) {}

    /** Missing are those that the event lacks, and those whose condition does not hold. */
    Values of(GenericRecord event) {
        boolean[] holds = conditions.isEmpty() ? NO_CONDITIONS : decide(event);
        double[] values = new double[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            OfNumber operand = numbers.get(i);
            values[i] = counts(operand.condition(), holds) ? operand.of(event) : Double.NaN;
        }
        if (texts.isEmpty()) {
            return Values.ofNumbers(values);
        }
        String[] words = new String[texts.size()];
        for (int i = 0; i < words.length; i++) {
            OfText operand = texts.get(i);
            words[i] = counts(operand.condition(), holds)
                    ? LongText.bounded(operand.value().evaluate(event))
                    : "";
        }
        return new Values(values, words);
    }

    /** All missing. */
    Values none() {
        double[] values = new double[numbers.size()];
        Arrays.fill(values, Double.NaN);
        String[] words = new String[texts.size()];
        Arrays.fill(words, "");
        return new Values(values, words);
    }

    private static boolean counts(OptionalInt condition, boolean[] holds) {
        return condition.isEmpty() || holds[condition.getAsInt()];
    }

    private boolean[] decide(GenericRecord event) {
        boolean[] holds = new boolean[conditions.size()];
        for (int i = 0; i < holds.length; i++) {
            holds[i] = conditions.get(i).evaluate(event) == 1;
        }
        return holds;
    }
}
