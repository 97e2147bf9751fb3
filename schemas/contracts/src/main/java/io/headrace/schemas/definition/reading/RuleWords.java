package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.CleaningRule;
import io.headrace.schemas.definition.Fill;
import java.util.stream.Collectors;

/** Cleaning in words. */
final class RuleWords {

    private RuleWords() {}

    static String of(CleaningRule rule) {
        return switch (rule) {
            case CleaningRule.Require require ->
                require.condition() + ", else " + CanonicalSections.lower(require.otherwise());
            case CleaningRule.Repair repair ->
                repair.assignments().entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue())
                        .collect(Collectors.joining(", "));
        };
    }

    static String of(Fill fill) {
        return switch (fill) {
            case Fill.Constant(String text) -> "\"" + text + "\" where missing";
        };
    }
}
