package io.headrace.cleaning.program;

import io.headrace.schemas.definition.Cleaning;
import io.headrace.schemas.definition.CleaningRule;
import io.headrace.schemas.definition.Events;
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
        return compile(definition.events(), definition.clean());
    }

    /**
     * Compiles the cleaning of some events, such as those of a further stream.
     *
     * @throws IllegalArgumentException as {@link #compile(PipelineDefinition)} does
     */
    public static CleaningProgram compile(Events events, Cleaning clean) {
        EventExpressions expressions = EventExpressions.of(events.schema());
        List<Step> steps = new ArrayList<>();
        for (CleaningRule rule : clean.rules()) {
            steps.add(compile(rule, events, expressions));
        }
        if (!clean.fill().isEmpty()) {
            steps.add(FillStep.compile(clean.fill(), events.schema()));
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

    private static Step compile(CleaningRule rule, Events events, EventExpressions expressions) {
        Schema event = events.schema();
        try {
            return switch (rule) {
                case CleaningRule.Require require -> RequireStep.compile(require, expressions);
                case CleaningRule.Repair repair -> {
                    checkFields(repair, events);
                    yield RepairStep.compile(repair, event, expressions);
                }
            };
        } catch (ExpressionException e) {
            throw new IllegalArgumentException("clean.rules " + rule.name() + ": " + e.getMessage(), e);
        }
    }

    private static void checkFields(CleaningRule.Repair repair, Events events) {
        for (String field : repair.assignments().keySet()) {
            if (events.schema().getField(field) == null) {
                throw new IllegalArgumentException(
                        "clean.rules " + repair.name() + ": " + field + " is no field of the event");
            }
            if (events.places(field)) {
                throw new IllegalArgumentException("clean.rules " + repair.name() + ": " + field
                        + " tells which event this is or when it was; it cannot be repaired");
            }
        }
    }
}
