package io.headrace.trainer.run;

import io.headrace.model.InputOrder;
import io.headrace.model.ModelRunner;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.metrics.Scorecard;
import io.headrace.trainer.calibration.Scorecards;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.gate.ChampionOnRows;
import io.headrace.trainer.search.TrialModel;
import java.util.Arrays;
import java.util.Optional;

/**
 * A model evaluated on the unseen rows, the holdout, and others on the same.
 *
 * @param outputs of the unseen rows, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
record HoldoutEvaluation(TrialModel model, Splits splits, double[] outputs, Scorecard scorecard) {

    static HoldoutEvaluation of(TrialModel model, Splits splits) {
        double[] outputs = model.outputs(splits.unseen());
        return new HoldoutEvaluation(
                model, splits, outputs, Scorecards.of(splits.unseen().target(), outputs, model.threshold()));
    }

    /** By a model made of these rows, whose order is theirs. */
    static double[] outputs(ModelRunner runner, Dataset rows) {
        return wide(runner.outputs(rows.numeric(), rows.categorical(), rows.rows()));
    }

    private static double[] outputs(ModelRunner runner, Dataset rows, InputOrder order) {
        int count = rows.rows();
        return wide(runner.outputs(
                order.numeric(rows.numeric(), count), order.categorical(rows.categorical(), count), count));
    }

    private static double[] wide(float[] outputs) {
        double[] wide = new double[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            wide[i] = outputs[i];
        }
        return wide;
    }

    /** The model that says the same of every row. */
    Scorecard trivial() {
        Dataset unseen = splits.unseen();
        return Scorecards.of(unseen.target(), trivialModel().outputs(unseen.rows()), 0.5);
    }

    String trivialName() {
        return trivialModel().name();
    }

    private TrivialModel trivialModel() {
        return TrivialModel.of(splits.training().target());
    }

    ChampionOnRows against(Champion champion) {
        return switch (champion) {
            case Champion.None() -> new ChampionOnRows.None();
            case Champion.Unusable(String name, String why) -> new ChampionOnRows.Incomparable(name, why);
            case Champion.Loaded(ModelRunner runner) -> against(runner);
        };
    }

    private ChampionOnRows against(ModelRunner champion) {
        ModelVersion version = champion.version();
        Dataset unseen = splits.unseen();
        Optional<InputOrder> order = InputOrder.of(unseen.signature(), version);
        if (order.isEmpty()) {
            return new ChampionOnRows.Incomparable(
                    champion.reference(), "it takes other features than the definition names now");
        }
        if (!version.getClasses().equals(splits.classes())) {
            return new ChampionOnRows.Incomparable(champion.reference(), "it knows other classes");
        }
        Dataset rows = splits.unseenSince(version.getLineage().getWindowEnd());
        return new ChampionOnRows.Scored(
                champion.reference(),
                Scorecards.of(rows.target(), outputs(champion, rows, order.get()), version.getThreshold()),
                Scorecards.of(rows.target(), newest(rows.rows()), model.threshold()));
    }

    private double[] newest(int rows) {
        int width = outputs.length / splits.unseen().rows();
        return Arrays.copyOfRange(outputs, outputs.length - rows * width, outputs.length);
    }
}
