package io.headrace.trainer.run;

import io.headrace.model.ModelArtifact;
import io.headrace.model.ModelRunner;
import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.definition.ModelFamily;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.metrics.Scorecard;
import io.headrace.trainer.calibration.Links;
import io.headrace.trainer.calibration.Scorecards;
import io.headrace.trainer.calibration.Threshold;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.family.ModelFamilyTrainer;
import io.headrace.trainer.gate.ChampionOnRows;
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
        Parts parts = Parts.of(definition, window.examples());
        Optional<String> objection = parts.objection(definition.train().minimumExamples());
        if (objection.isPresent()) {
            return new TrainingOutcome.Refused(objection.get());
        }
        Search search = new Search(
                families(),
                definition.train().budget().trials(),
                definition.problem().metric(),
                Threshold.judge(definition.problem()),
                seed);
        listener.started(parts.window().size(), search.trials(), window.trigger());
        TrialModel best = search.run(parts.training(), parts.validation(), listener::trialFinished);
        return new TrainingOutcome.Judged(candidate(window, parts, best, champion));
    }

    private Candidate candidate(TrainingWindow window, Parts parts, TrialModel best, Champion champion) {
        ModelArtifact artifact = new ModelArtifact(GraphExport.write(
                definition.pipeline().value(),
                parts.training().signature(),
                best,
                parts.training().target()));
        VersionDraft draft = new VersionDraft(definition, seed, window, parts, best, artifact);
        try (ModelRunner runner = ModelRunner.open(draft.unjudged(), artifact)) {
            double[] outputs = outputs(runner, parts.unseen());
            requireSame(outputs, fitted(best, parts.unseen()));
            Scorecard scorecard = Scorecards.of(parts.unseen().target(), outputs, best.threshold());
            List<GateVerdict> verdicts = judge(parts, scorecard, champion);
            ModelVersion version = draft.judged(runner, outputs, scorecard, verdicts);
            return new Candidate(artifact, version, best.trial());
        }
    }

    private List<GateVerdict> judge(Parts parts, Scorecard candidate, Champion champion) {
        TrivialModel trivial = TrivialModel.of(parts.training().target());
        Dataset unseen = parts.unseen();
        return new Gatekeeper(definition.gates(), definition.problem().metric(), seed)
                .judge(
                        candidate,
                        Scorecards.of(unseen.target(), trivial.outputs(unseen.rows()), 0.5),
                        trivial.name(),
                        onRows(champion, parts));
    }

    private static ChampionOnRows onRows(Champion champion, Parts parts) {
        return switch (champion) {
            case Champion.None() -> new ChampionOnRows.None();
            case Champion.Unusable(String model, String why) -> new ChampionOnRows.Incomparable(model, why);
            case Champion.Loaded(ModelRunner runner) -> scored(runner, parts);
        };
    }

    private static ChampionOnRows scored(ModelRunner champion, Parts parts) {
        ModelVersion version = champion.version();
        Dataset unseen = parts.unseen();
        boolean sameInputs = version.getNumericFeatures()
                        .equals(unseen.signature().numeric())
                && version.getCategoricalFeatures().equals(unseen.signature().categorical());
        if (!sameInputs) {
            return new ChampionOnRows.Incomparable(
                    champion.reference(), "it takes other features than the definition names now");
        }
        if (!version.getClasses().equals(parts.classes())) {
            return new ChampionOnRows.Incomparable(champion.reference(), "it knows other classes");
        }
        return new ChampionOnRows.Scored(
                champion.reference(),
                Scorecards.of(unseen.target(), outputs(champion, unseen), version.getThreshold()));
    }

    private static double[] outputs(ModelRunner runner, Dataset rows) {
        float[] outputs = runner.outputs(rows.numeric(), rows.categorical(), rows.rows());
        double[] wide = new double[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            wide[i] = outputs[i];
        }
        return wide;
    }

    private static double[] fitted(TrialModel best, Dataset rows) {
        return Links.outputs(
                rows.target(), best.calibration().apply(best.model().margins(rows)));
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

    private static ModelFamilyTrainer trainer(ModelFamily family) {
        return switch (family) {
            case BOOSTED_TREES -> new BoostedTrees();
            case LINEAR -> new Linear();
        };
    }
}
