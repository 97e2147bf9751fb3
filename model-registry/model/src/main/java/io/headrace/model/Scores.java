package io.headrace.model;

import java.util.Arrays;

/** What a model says of one row. */
public sealed interface Scores {

    /**
     * A classifier's answer. The array is handed over and not copied, because scores are made on the hot path.
     *
     * @param values per class its probability, 0 to 1, in the version's class order
     */
    @SuppressWarnings("ArrayRecordComponent") // hot path; equality is by content below
    record Probabilities(float[] values) implements Scores {

        /** The index of the most probable class; the first of equals. */
        public int mostProbable() {
            int best = 0;
            for (int i = 1; i < values.length; i++) {
                if (values[i] > values[best]) {
                    best = i;
                }
            }
            return best;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Probabilities(float[] others) && Arrays.equals(values, others);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return "Probabilities" + Arrays.toString(values);
        }
    }

    /**
     * A regression's answer.
     *
     * @param value in the label's unit
     */
    record Quantity(float value) implements Scores {}
}
