package io.headrace.trainer.progress;

import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.trainer.search.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something happened in training. Published as an application event on the trainer's threads: listeners return soon. */
public sealed interface TrainingEvent {

    /** What the training is for: {@code examples}, or a retrain request's id. */
    String trigger();

    /**
     * A request waits for labelled examples.
     *
     * @param reason of the request
     * @param since event time from which examples count; empty for the definition's window
     * @param has how many there are
     * @param needs how many are needed
     */
    record Waiting(String trigger, String reason, Optional<Instant> since, int has, int needs)
            implements TrainingEvent {}

    /**
     * The search begins.
     *
     * @param rows examples in the window
     * @param trials how many parameter sets will be tried
     */
    record Started(String trigger, int rows, int trials) implements TrainingEvent {}

    /** One parameter set was tried. */
    record TrialFinished(String trigger, Trial trial) implements TrainingEvent {}

    /**
     * A version was published; its gates hold the verdicts' sentences.
     *
     * @param champion whether it serves at once; otherwise it waits for a person's approval
     */
    record Published(String trigger, ModelVersion version, boolean champion) implements TrainingEvent {}

    /**
     * No version came of it.
     *
     * @param verdicts of the candidate; empty where the examples allowed none
     * @param sentence why
     */
    record Refused(String trigger, List<GateVerdict> verdicts, String sentence) implements TrainingEvent {}

    /** Training broke; the app goes on. */
    record Failed(String trigger, String reason) implements TrainingEvent {}
}
