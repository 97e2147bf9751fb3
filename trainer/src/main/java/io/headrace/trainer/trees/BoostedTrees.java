package io.headrace.trainer.trees;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ModelFamily;
import io.headrace.trainer.data.Categories;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.data.Target;
import io.headrace.trainer.family.FittedModel;
import io.headrace.trainer.family.Hyperparameters;
import io.headrace.trainer.family.ModelFamilyTrainer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Gradient-boosted trees by XGBoost (Chen and Guestrin 2016), histograms, early stopping. One thread: its spinning workers cost
 * more than they bring on a machine that also runs the rest, and the sums stay in one order.
 */
public final class BoostedTrees implements ModelFamilyTrainer {

    private static final int MOST_ROUNDS = 200;
    /** Rounds without a better validation loss after which no more are made. */
    private static final int PATIENCE = 15;

    private static final int BINS = 64;
    private static final double LEAST_PRIOR = 1e-4;

    @Override
    public ModelFamily family() {
        return ModelFamily.BOOSTED_TREES;
    }

    @Override
    public Hyperparameters defaults() {
        return new Hyperparameters(
                Map.of("depth", 5.0, "rate", 0.15, "leafWeight", 1.0, "rowShare", 0.9, "columnShare", 0.9, "l2", 1.0));
    }

    @Override
    public Hyperparameters sample(RandomGenerator random) {
        return new Hyperparameters(Map.of(
                "depth", (double) random.nextInt(2, 8),
                "rate", logUniform(random, 0.07, 0.3),
                "leafWeight", logUniform(random, 0.1, 20),
                "rowShare", random.nextDouble(0.6, 1),
                "columnShare", random.nextDouble(0.5, 1),
                "l2", logUniform(random, 0.3, 30)));
    }

    @Override
    public FittedModel fit(Dataset training, Dataset validation, Hyperparameters parameters, Metric metric, long seed) {
        TreeColumns columns = new TreeColumns(Categories.all(training));
        return model(training, columns, train(training, validation, columns, parameters, metric, seed));
    }

    /** As many rounds as were best before. */
    @Override
    public FittedModel refit(Dataset rows, FittedModel fitted, Hyperparameters parameters, Metric metric, long seed) {
        TreeColumns columns = new TreeColumns(Categories.all(rows));
        int rounds = Integer.parseInt(Objects.requireNonNull(fitted.facts().get("rounds")));
        try {
            DMatrix matrix = matrix(rows, columns);
            Booster booster =
                    XGBoost.train(matrix, settings(rows.target(), parameters, metric, seed), 0, Map.of(), null, null);
            try {
                for (int round = 0; round < rounds; round++) {
                    booster.update(matrix, round);
                }
                return model(rows, columns, new Native(booster.toByteArray("json"), rounds));
            } finally {
                booster.dispose();
                matrix.dispose();
            }
        } catch (XGBoostError error) {
            throw new IllegalStateException("XGBoost could not fit again: " + error.getMessage(), error);
        }
    }

    private static TreeModel model(Dataset training, TreeColumns columns, Native trained) {
        int outputs = outputs(training.target());
        XgboostJson json = XgboostJson.of(trained.json());
        float[] base = json.baseScores(outputs);
        if (training.target() instanceof Target.Classes && outputs == 1) {
            base[0] = logOdds(base[0]);
        }
        return new TreeModel(training.signature(), columns, base, json.trees(trained.rounds(), outputs));
    }

    /**
     * XGBoost's own model.
     *
     * @param json the whole model, rounds after the best included
     * @param rounds how many of its rounds had the best validation loss
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
    record Native(byte[] json, int rounds) {}

    static Native train(
            Dataset training,
            Dataset validation,
            TreeColumns columns,
            Hyperparameters parameters,
            Metric metric,
            long seed) {
        try {
            DMatrix rows = matrix(training, columns);
            DMatrix newer = matrix(validation, columns);
            Map<String, Object> settings = settings(training.target(), parameters, metric, seed);
            Booster booster = XGBoost.train(rows, settings, 0, Map.of(), null, null);
            try {
                int rounds = boost(booster, rows, newer);
                return new Native(booster.toByteArray("json"), rounds);
            } finally {
                booster.dispose();
                rows.dispose();
                newer.dispose();
            }
        } catch (XGBoostError error) {
            throw new IllegalStateException("XGBoost could not fit: " + error.getMessage(), error);
        }
    }

    /** Returns how many rounds had the best validation loss; one at least. */
    private static int boost(Booster booster, DMatrix training, DMatrix validation) throws XGBoostError {
        DMatrix[] watched = {validation};
        String[] names = {"validation"};
        float[] loss = new float[1];
        float best = Float.POSITIVE_INFINITY;
        int bestRounds = 1;
        for (int round = 0; round < MOST_ROUNDS && round - bestRounds < PATIENCE; round++) {
            booster.update(training, round);
            booster.evalSet(watched, names, round, loss);
            if (loss[0] < best) {
                best = loss[0];
                bestRounds = round + 1;
            }
        }
        return bestRounds;
    }

    static DMatrix matrix(Dataset rows, TreeColumns columns) throws XGBoostError {
        int width = columns.count(rows);
        DMatrix matrix = new DMatrix(columns.of(rows), rows.rows(), width, Float.NaN);
        String[] types = new String[width];
        Arrays.fill(types, 0, width, "float");
        Arrays.fill(types, rows.signature().numeric().size(), width, "c");
        matrix.setFeatureTypes(types);
        matrix.setLabel(labels(rows.target()));
        return matrix;
    }

    private static float[] labels(Target target) {
        float[] labels = new float[target.rows()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = switch (target) {
                case Target.Classes classes -> classes.index()[row];
                case Target.Quantities quantities -> (float) quantities.values()[row];
            };
        }
        return labels;
    }

    private static Map<String, Object> settings(Target target, Hyperparameters parameters, Metric metric, long seed) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("tree_method", "hist");
        settings.put("nthread", 1);
        settings.put("verbosity", 0);
        settings.put("max_bin", BINS);
        settings.put("seed", (int) (seed & Integer.MAX_VALUE));
        settings.put("max_depth", parameters.whole("depth"));
        settings.put("eta", (float) parameters.get("rate"));
        settings.put("min_child_weight", (float) parameters.get("leafWeight"));
        settings.put("subsample", (float) parameters.get("rowShare"));
        settings.put("colsample_bytree", (float) parameters.get("columnShare"));
        settings.put("lambda", (float) parameters.get("l2"));
        switch (target) {
            case Target.Quantities quantities -> {
                boolean absolute = metric == Metric.MAE;
                settings.put("objective", absolute ? "reg:absoluteerror" : "reg:squarederror");
                settings.put("eval_metric", absolute ? "mae" : "rmse");
                settings.put("base_score", (float) quantities.mean());
            }
            case Target.Classes classes
            when classes.names().size() == 2 -> {
                settings.put("objective", "binary:logistic");
                settings.put("eval_metric", "logloss");
                settings.put("base_score", (float) prior(classes));
            }
            case Target.Classes classes -> {
                settings.put("objective", "multi:softprob");
                settings.put("eval_metric", "mlogloss");
                settings.put("num_class", classes.names().size());
                settings.put("base_score", 0.5f);
            }
        }
        return settings;
    }

    private static double prior(Target.Classes classes) {
        return Math.clamp((double) classes.counts()[1] / classes.rows(), LEAST_PRIOR, 1 - LEAST_PRIOR);
    }

    private static int outputs(Target target) {
        return switch (target) {
            case Target.Quantities _ -> 1;
            case Target.Classes classes ->
                classes.names().size() == 2 ? 1 : classes.names().size();
        };
    }

    /** As XGBoost computes it, in float. */
    private static float logOdds(float probability) {
        return (float) -Math.log(1.0f / probability - 1.0f);
    }

    private static double logUniform(RandomGenerator random, double from, double to) {
        return Math.exp(random.nextDouble(Math.log(from), Math.log(to)));
    }
}
