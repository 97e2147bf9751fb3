package io.headrace.schemas.expression;

import dev.cel.runtime.CelEvaluationException;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** An expression that gives a new value for a field. Immutable; safe for use by many threads. */
public final class ValueProgram {

    private final Evaluation evaluation;
    private final FieldWriter writer;

    ValueProgram(Evaluation evaluation, FieldWriter writer) {
        this.evaluation = evaluation;
        this.writer = writer;
    }

    /** Names of the fields it reads. */
    public Set<String> variables() {
        return evaluation.names();
    }

    /**
     * The new value. It is missing where a field the expression reads is missing and not compared with null.
     *
     * @param event of the schema it was compiled for
     */
    public Result evaluate(GenericRecord event) {
        try {
            @Nullable Object value = evaluation.evaluate(event, Evaluation.NO_NUMBERS, Evaluation.NO_TEXTS);
            if (value == null) {
                return new Result.Missing(evaluation.missing(event));
            }
            Optional<Object> written = writer.write(value);
            return written.isPresent()
                    ? new Result.Value(written.get())
                    : new Result.Failed(value + " is no " + writer.description());
        } catch (CelEvaluationException e) {
            return new Result.Failed(ConditionProgram.reason(evaluation.missing(event), e));
        }
    }

    /** What an expression for a field gave. */
    public sealed interface Result {

        /**
         * A value for the field.
         *
         * @param avro in the generic Java form of the field's Avro type (logical types as their base type)
         */
        record Value(Object avro) implements Result {}

        /**
         * No value.
         *
         * @param fields the fields that were missing; empty where the expression itself gave null
         */
        record Missing(java.util.List<String> fields) implements Result {}

        /**
         * The evaluation failed.
         *
         * @param reason half a sentence without a capital or a full stop
         */
        record Failed(String reason) implements Result {}
    }
}
