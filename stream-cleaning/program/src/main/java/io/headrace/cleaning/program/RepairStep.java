package io.headrace.cleaning.program;

import io.headrace.schemas.definition.CleaningRule;
import io.headrace.schemas.expression.EventExpressions;
import io.headrace.schemas.expression.ExpressionException;
import io.headrace.schemas.expression.ValueProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Gives fields new values, all computed from the event as it was before. A field whose expression lacks one of the values it
 * reads stays as it is.
 */
record RepairStep(String rule, List<Assignment> assignments) implements Step {

    RepairStep {
        assignments = List.copyOf(assignments);
    }

    static RepairStep compile(CleaningRule.Repair rule, Schema event, EventExpressions expressions)
            throws ExpressionException {
        List<Assignment> assignments = new ArrayList<>();
        for (Map.Entry<String, String> entry : rule.assignments().entrySet()) {
            Schema.Field field = event.getField(entry.getKey());
            assignments.add(new Assignment(
                    field, entry.getValue(), expressions.compileValue(entry.getValue(), field.schema())));
        }
        return new RepairStep(rule.name(), assignments);
    }

    @Override
    public CleaningResult apply(GenericRecord event) {
        GenericRecord repaired = new GenericData.Record((GenericData.Record) event, false);
        for (Assignment assignment : assignments) {
            switch (assignment.program().evaluate(event)) {
                case ValueProgram.Result.Value(Object value) ->
                    repaired.put(assignment.field().pos(), value);
                case ValueProgram.Result.Missing(List<String> fields) -> {
                    if (fields.isEmpty() && !assignment.field().schema().isNullable()) {
                        return failed(event, assignment, "it gives null, which the field cannot hold");
                    }
                    if (fields.isEmpty()) {
                        repaired.put(assignment.field().pos(), null);
                    }
                }
                case ValueProgram.Result.Failed(String reason) -> {
                    return failed(event, assignment, reason);
                }
            }
        }
        return new CleaningResult.Clean(repaired);
    }

    private CleaningResult failed(GenericRecord event, Assignment assignment, String reason) {
        return new CleaningResult.Quarantined(
                rule,
                rule + ": " + assignment.cel() + " gives no value for "
                        + assignment.field().name() + " where "
                        + FoundValues.of(event, assignment.program().variables()) + ": " + reason);
    }

    /** A field and the expression of its new value. */
    record Assignment(Schema.Field field, String cel, ValueProgram program) {}
}
