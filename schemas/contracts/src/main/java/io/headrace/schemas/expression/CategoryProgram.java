package io.headrace.schemas.expression;

import dev.cel.runtime.CelEvaluationException;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/** An expression that gives a category. Immutable; safe for use by many threads. */
public final class CategoryProgram {

    private static final double EXACT = 0x1p53;

    private final Evaluation evaluation;

    CategoryProgram(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Names of the fields and features it reads. */
    public Set<String> variables() {
        return evaluation.names();
    }

    /** {@link #evaluate(GenericRecord, double[], String[])} of an expression that reads no features. */
    public String evaluate(GenericRecord event) {
        return evaluate(event, Evaluation.NO_NUMBERS, Evaluation.NO_TEXTS);
    }

    /**
     * The category; a number or truth value as its text, without a fraction where that is zero. The empty string is
     * missing: where something it reads is missing and not compared with null, and where the evaluation fails.
     *
     * @param event of the schema it was compiled for
     * @param numbers values of the numeric features, as declared at compilation; NaN is missing
     * @param texts values of the categorical features, as declared at compilation; the empty string is missing
     */
    public String evaluate(GenericRecord event, double[] numbers, String[] texts) {
        try {
            return switch (evaluation.evaluate(event, numbers, texts)) {
                case Double number -> text(number);
                case null -> "";
                case Object value -> value.toString();
            };
        } catch (CelEvaluationException _) {
            return "";
        }
    }

    private static String text(double number) {
        if (!Double.isFinite(number)) {
            return "";
        }
        return number == Math.rint(number) && Math.abs(number) < EXACT
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
