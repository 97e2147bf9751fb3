package io.headrace.schemas.expression;

import dev.cel.runtime.CelEvaluationException;
import org.apache.avro.generic.GenericRecord;

/** A number by way of CEL. */
record CelNumber(Evaluation evaluation) implements NumberProgram.Computation {

    @Override
    public double compute(GenericRecord event, double[] numbers, String[] texts) {
        try {
            return switch (evaluation.evaluate(event, numbers, texts)) {
                case Number number -> number.doubleValue();
                case Boolean truth -> truth ? 1 : 0;
                case null, default -> Double.NaN;
            };
        } catch (CelEvaluationException _) {
            return Double.NaN;
        }
    }
}
