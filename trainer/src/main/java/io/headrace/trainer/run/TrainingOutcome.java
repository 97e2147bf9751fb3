package io.headrace.trainer.run;

/** What came of a run. */
public sealed interface TrainingOutcome {

    /** A model, judged; its verdicts say whether it may serve. */
    record Judged(Candidate candidate) implements TrainingOutcome {}

    /**
     * The examples do not allow a model to be fitted and judged.
     *
     * @param sentence what was found and what would be right
     */
    record Refused(String sentence) implements TrainingOutcome {}
}
