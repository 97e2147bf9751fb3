package io.headrace.trainer.run;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Example;
import java.util.List;

/** Runs with little ado. */
final class RunFixture {

    private RunFixture() {}

    static TrainingOutcome run(PipelineDefinition definition, List<Example> examples) {
        return run(definition, examples, new Champion.None());
    }

    static TrainingOutcome run(PipelineDefinition definition, List<Example> examples, Champion champion) {
        return new TrainingRun(definition, definition.train().seed(), TrainingListener.NONE)
                .run(new TrainingWindow(examples, List.of(), TrainingWindow.BY_EXAMPLES), champion);
    }

    static Candidate candidate(PipelineDefinition definition, List<Example> examples) {
        return switch (run(definition, examples)) {
            case TrainingOutcome.Judged(Candidate candidate) -> candidate;
            case TrainingOutcome.Refused(String sentence) -> throw new AssertionError(sentence);
        };
    }
}
