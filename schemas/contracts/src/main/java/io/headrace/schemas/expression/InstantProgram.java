package io.headrace.schemas.expression;

import dev.cel.runtime.CelEvaluationException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/** An expression that gives a time. Immutable; safe for use by many threads. */
public final class InstantProgram {

    private final Evaluation evaluation;

    InstantProgram(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Names of the fields and features it reads. */
    public Set<String> variables() {
        return evaluation.names();
    }

    /** {@link #evaluate(GenericRecord, double[], String[])} of an expression that reads no features. */
    public Optional<Instant> evaluate(GenericRecord event) {
        return evaluate(event, Evaluation.NO_NUMBERS, Evaluation.NO_TEXTS);
    }

    /**
     * The time. Empty is missing: where something it reads is missing and not compared with null, and where the evaluation fails.
     *
     * @param event of the schema it was compiled for
     * @param numbers values of the numeric features, as declared at compilation; NaN is missing
     * @param texts values of the categorical features, as declared at compilation; the empty string is missing
     */
    public Optional<Instant> evaluate(GenericRecord event, double[] numbers, String[] texts) {
        try {
            return evaluation.evaluate(event, numbers, texts) instanceof Instant instant
                    ? Optional.of(instant)
                    : Optional.empty();
        } catch (CelEvaluationException _) {
            return Optional.empty();
        }
    }
}
