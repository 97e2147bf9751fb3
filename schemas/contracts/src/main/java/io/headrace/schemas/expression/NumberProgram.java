package io.headrace.schemas.expression;

import java.util.Collections;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/** An expression that gives a number. Immutable; safe for use by many threads. */
public final class NumberProgram {

    private final Set<String> variables;
    private final Computation computation;

    NumberProgram(Set<String> variables, Computation computation) {
        this.variables = Collections.unmodifiableSet(variables);
        this.computation = computation;
    }

    /** Names of the fields and features it reads. */
    public Set<String> variables() {
        return variables;
    }

    /** {@link #evaluate(GenericRecord, double[], String[])} of an expression that reads no features. */
    public double evaluate(GenericRecord event) {
        return evaluate(event, Evaluation.NO_NUMBERS, Evaluation.NO_TEXTS);
    }

    /**
     * The number; true is 1 and false 0. NaN is missing: where something it reads is missing and not compared with null,
     * where the evaluation fails, and where the result is not finite.
     *
     * @param event of the schema it was compiled for
     * @param numbers values of the numeric features, as declared at compilation; NaN is missing
     * @param texts values of the categorical features, as declared at compilation; the empty string is missing
     */
    public double evaluate(GenericRecord event, double[] numbers, String[] texts) {
        double value = computation.compute(event, numbers, texts);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    /** A way to compute it; the value need not be finite. */
    interface Computation {
        double compute(GenericRecord event, double[] numbers, String[] texts);
    }
}
