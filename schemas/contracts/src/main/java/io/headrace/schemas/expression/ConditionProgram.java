package io.headrace.schemas.expression;

import dev.cel.runtime.CelEvaluationException;
import java.util.List;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/** An expression that is true or false of an event. Immutable; safe for use by many threads. */
public final class ConditionProgram {

    private final Evaluation evaluation;

    ConditionProgram(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Names of the fields it reads. */
    public Set<String> variables() {
        return evaluation.names();
    }

    /**
     * Decides. A missing field is null to the expression: it can be compared with null; anything else done with it leaves
     * the condition undecided, unless the other side of {@code ||} or {@code &&} decides alone.
     *
     * @param event of the schema it was compiled for
     */
    public Verdict decide(GenericRecord event) {
        try {
            return evaluation.evaluate(event, Evaluation.NO_NUMBERS, Evaluation.NO_TEXTS) instanceof Boolean truth
                    ? truth ? Verdict.Holds.INSTANCE : Verdict.Fails.INSTANCE
                    : new Verdict.Undecided("it gives no truth value");
        } catch (CelEvaluationException e) {
            return new Verdict.Undecided(reason(evaluation.missing(event), e));
        }
    }

    static String reason(List<String> missing, CelEvaluationException failure) {
        return missing.isEmpty()
                ? String.valueOf(failure.getMessage())
                : String.join(" and ", missing) + (missing.size() == 1 ? " is missing" : " are missing");
    }
}
