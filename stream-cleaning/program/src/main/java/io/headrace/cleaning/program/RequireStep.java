package io.headrace.cleaning.program;

import io.headrace.schemas.definition.CleaningRule;
import io.headrace.schemas.expression.ConditionProgram;
import io.headrace.schemas.expression.EventExpressions;
import io.headrace.schemas.expression.ExpressionException;
import io.headrace.schemas.expression.Verdict;
import org.apache.avro.generic.GenericRecord;

/** Lets an event on when a condition holds. One that cannot be decided never drops an event: it goes to quarantine. */
record RequireStep(CleaningRule.Require rule, ConditionProgram condition) implements Step {

    static RequireStep compile(CleaningRule.Require rule, EventExpressions expressions) throws ExpressionException {
        return new RequireStep(rule, expressions.compileCondition(rule.condition()));
    }

    @Override
    public CleaningResult apply(GenericRecord event) {
        return switch (condition.decide(event)) {
            case Verdict.Holds _ -> new CleaningResult.Clean(event);
            case Verdict.Fails _ -> broken(event);
            case Verdict.Undecided(String reason) ->
                quarantined(" cannot be decided for " + FoundValues.of(event, condition.variables()) + ": " + reason);
        };
    }

    private CleaningResult broken(GenericRecord event) {
        return switch (rule.otherwise()) {
            case DROP -> new CleaningResult.Dropped(rule.name());
            case QUARANTINE -> quarantined(" is not met by " + FoundValues.of(event, condition.variables()));
        };
    }

    private CleaningResult quarantined(String predicate) {
        return new CleaningResult.Quarantined(rule.name(), rule.name() + ": " + rule.condition() + predicate);
    }
}
