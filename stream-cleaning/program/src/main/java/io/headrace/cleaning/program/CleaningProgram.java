package io.headrace.cleaning.program;

import io.headrace.schemas.definition.CleaningRule;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.expression.EventExpressions;
import io.headrace.schemas.expression.ExpressionException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * A definition's rules and fills, compiled once. Rules are taken in order and each sees what the ones before it left; missing
 * values are filled after all rules, so that rules can tell them from given ones. Immutable; safe for use by many threads.
 */
public final class CleaningProgram {

    private final List<Step> steps;

    private CleaningProgram(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Compiles.
     *
     * @throws IllegalArgumentException for a rule that does not fit the event schema; a definition that was read as valid
     *     has none
     */
    public static CleaningProgram compile(PipelineDefinition definition) {
        Schema event = definition.events().schema();
        EventExpressions expressions = EventExpressions.of(event);
        List<Step> steps = new ArrayList<>();
        for (CleaningRule rule : definition.clean().rules()) {
            steps.add(compile(rule, definition, expressions));
        }
        if (!definition.clean().fill().isEmpty()) {
            steps.add(FillStep.compile(definition.clean().fill(), event));
        }
        return new CleaningProgram(steps);
    }

    /**
     * Cleans one event.
     *
     * @param event of the definition's event schema; not changed
     */
    public CleaningResult clean(GenericRecord event) {
        GenericRecord current = event;
        for (Step step : steps) {
            CleaningResult outcome = step.apply(current);
            if (!(outcome instanceof CleaningResult.Clean(GenericRecord next))) {
                return outcome;
            }
            current = next;
        }
        return new CleaningResult.Clean(current);
    }

    private static Step compile(CleaningRule rule, PipelineDefinition definition, EventExpressions expressions) {
        Schema event = definition.events().schema();
        try {
            return switch (rule) {
                case CleaningRule.Require require -> RequireStep.compile(require, expressions);
                case CleaningRule.Repair repair -> {
                    checkFields(repair, definition);
                    yield RepairStep.compile(repair, event, expressions);
                }
            };
        } catch (ExpressionException e) {
            throw new IllegalArgumentException("clean.rules " + rule.name() + ": " + e.getMessage(), e);
        }
    }

    private static void checkFields(CleaningRule.Repair repair, PipelineDefinition definition) {
        for (String field : repair.assignments().keySet()) {
            if (definition.events().schema().getField(field) == null) {
                throw new IllegalArgumentException(
                        "clean.rules " + repair.name() + ": " + field + " is no field of the event");
            }
            if (definition.events().places(field)) {
                throw new IllegalArgumentException("clean.rules " + repair.name() + ": " + field
                        + " tells which event this is or when it was; it cannot be repaired");
            }
        }
    }
}
