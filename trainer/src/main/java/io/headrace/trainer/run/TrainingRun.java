package io.headrace.trainer.run;

import io.headrace.model.ModelArtifact;
import io.headrace.model.ModelRunner;
import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.definition.ModelFamily;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.trainer.calibration.Threshold;
import io.headrace.trainer.family.ModelFamilyTrainer;
import io.headrace.trainer.gate.Gatekeeper;
import io.headrace.trainer.linear.Linear;
import io.headrace.trainer.search.Search;
import io.headrace.trainer.search.TrialModel;
import io.headrace.trainer.trees.BoostedTrees;
import java.util.List;
import java.util.Optional;

/**
 * Examples, a definition and a seed become a candidate: a pure function but for what it tells its listener. The same examples in
 * any order, definition and seed give the same bytes, on any thread; the champion decides verdicts only.
 */
public final class TrainingRun {

    /** How far the exported graph may be from the fitted model: float32 rounding of a probability or a quantity. */
    private static final double EXPORT_TOLERANCE = 1e-5;

    private final PipelineDefinition definition;
    private final long seed;
    private final TrainingListener listener;

    /** A run to come. */
    public TrainingRun(PipelineDefinition definition, long seed, TrainingListener listener) {
        this.definition = definition;
        this.seed = seed;
        this.listener = listener;
    }

    /**
     * Trains and judges. Takes seconds.
     *
     * @param champion what the candidate is held against
     */
    public TrainingOutcome run(TrainingWindow window, Champion champion) {
        Splits splits = Splits.of(definition, window.examples());
        Optional<String> objection = splits.objection(definition.train().minimumExamples());
        if (objection.isPresent()) {
            return new TrainingOutcome.Refused(objection.get());
        }
        Search search = new Search(
                families(),
                definition.train().budget().trials(),
                definition.problem().metric(),
                Threshold.judge(definition.problem()),
                seed);
        listener.started(splits.window().size(), search.trials(), window.trigger());
        Search.Found found = search.run(splits.training(), splits.validation(), listener::trialFinished);
        return new TrainingOutcome.Judged(candidate(window, splits, found, champion));
    }

    /** What is published is the recipe that was judged, fitted once more with the rows that judged it: the newest are worth most. */
    private Candidate candidate(TrainingWindow window, Splits splits, Search.Found found, Champion champion) {
        HoldoutEvaluation evaluation = HoldoutEvaluation.of(found.judged(), splits);
        List<GateVerdict> verdicts = new Gatekeeper(
                        definition.gates(), definition.problem().metric(), seed)
                .judge(
                        evaluation.scorecard(),
                        evaluation.trivial(),
                        evaluation.trivialName(),
                        evaluation.against(champion));
        TrialModel model = Candidate.allPassed(verdicts) ? found.onMore().apply(splits.unseen()) : found.judged();
        ModelArtifact artifact = new ModelArtifact(GraphExport.write(
                definition.pipeline().value(),
                splits.training().signature(),
                model,
                splits.training().target()));
        VersionDraft draft = new VersionDraft(definition, seed, window, splits, model, artifact);
        try (ModelRunner runner = ModelRunner.open(draft.unjudged(), artifact)) {
            requireSame(HoldoutEvaluation.outputs(runner, splits.unseen()), model.outputs(splits.unseen()));
            ModelVersion version = draft.judged(runner, evaluation.outputs(), evaluation.scorecard(), verdicts);
            return new Candidate(artifact, version, model.trial());
        }
    }

    /** A graph that says something else than the model it was written from must never be published. */
    private static void requireSame(double[] exported, double[] fitted) {
        for (int i = 0; i < fitted.length; i++) {
            double allowed = EXPORT_TOLERANCE * Math.max(1, Math.abs(fitted[i]));
            if (!(Math.abs(exported[i] - fitted[i]) <= allowed)) {
                throw new IllegalStateException("the exported graph gives " + exported[i] + " as value " + i
                        + " of the unseen rows, the fitted model " + fitted[i]);
            }
        }
    }

    private List<ModelFamilyTrainer> families() {
        return definition.train().families().stream().map(TrainingRun::trainer).toList();
    }

    /** What fits models of a family. */
    public static ModelFamilyTrainer trainer(ModelFamily family) {
        return switch (family) {
            case BOOSTED_TREES -> new BoostedTrees();
            case LINEAR -> new Linear();
        };
    }
}
