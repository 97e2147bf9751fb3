package io.headrace.standalone.status;

import io.headrace.schemas.definition.CleaningRule;
import io.headrace.schemas.definition.PipelineDefinition;

/**
 * Events that cleaning has dropped since its process started. On the topics the two kinds look alike: an event that came in and did
 * not come out.
 *
 * @param duplicates whose id had come before
 * @param byRule that a rule says to drop
 */
record Drops(long duplicates, long byRule) {

    private static final String METRIC = "headrace_cleaning_records_total";

    /** Whether a rule drops; where none does, all that is dropped are duplicates. */
    static boolean arePossible(PipelineDefinition definition) {
        return definition.clean().rules().stream()
                .anyMatch(rule -> rule instanceof CleaningRule.Require require
                        && require.otherwise() == CleaningRule.Otherwise.DROP);
    }

    static Drops of(PrometheusText metrics) {
        return new Drops(metrics.sum(METRIC, "outcome", "duplicate"), metrics.sum(METRIC, "outcome", "dropped"));
    }
}
