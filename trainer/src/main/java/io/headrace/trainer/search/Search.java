package io.headrace.trainer.search;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ModelFamily;
import io.headrace.trainer.calibration.Calibration;
import io.headrace.trainer.calibration.Calibrator;
import io.headrace.trainer.calibration.InterceptCorrection;
import io.headrace.trainer.calibration.InverseLink;
import io.headrace.trainer.calibration.Scorecards;
import io.headrace.trainer.calibration.Threshold;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.data.Target;
import io.headrace.trainer.family.FittedModel;
import io.headrace.trainer.family.Hyperparameters;
import io.headrace.trainer.family.ModelFamilyTrainer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A random search (Bergstra and Bengio 2012): first every family's defaults, then random parameters, three of boosted trees to
 * one of any other family, because trees have more to choose. Each trial has a random source of its own, so that it does not
 * depend on how many went before. Under drift less can be more: some trials see the newest part of the training rows only, and the
 * newer validation rows tell which do better.
 */
public final class Search {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int TREES_TO_OTHERS = 4;
    /** The best so many are averaged. */
    private static final int AVERAGED = 3;

    /** The parameter that says which share of the training rows, the newest, a trial is fitted on. */
    private static final String NEWEST = "newest";

    private static final double SHORT = 0.25;
    private static final double[] SHARES = {1, 0.5, SHORT};
    /** Rows that a share is never less than. */
    private static final int FEWEST = 200;

    private static final Comparator<TrialModel> BEST_FIRST = (one, other) -> one.beats(other)
            ? -1
            : other.beats(one)
                    ? 1
                    : Integer.compare(one.trial().number(), other.trial().number());

    private final List<ModelFamilyTrainer> families;
    private final int trials;
    private final Metric metric;
    private final Optional<Metric> judge;
    private final long seed;

    /**
     * A search.
     *
     * @param families one or more
     * @param trials how many parameter sets are tried; every family's defaults at least
     * @param metric what trials are compared by
     * @param judge what decisions between two classes are judged by, if by anything
     */
    public Search(List<ModelFamilyTrainer> families, int trials, Metric metric, Optional<Metric> judge, long seed) {
        this.families = List.copyOf(families);
        this.trials = Math.max(trials, families.size());
        this.metric = metric;
        this.judge = judge;
        this.seed = seed;
    }

    /** How many trials will be made. */
    public int trials() {
        return trials;
    }

    /**
     * What a search comes to.
     *
     * @param judged the mean of the best trials, fitted again on training and validation rows; the trial is the best one
     * @param onMore the same fitted once more, on newer rows besides
     */
    public record Found(TrialModel judged, Function<Dataset, TrialModel> onMore) {}

    /** Tries all, averages the best, fits them again on both parts and sets their level by the newest rows. */
    public Found run(Dataset training, Dataset validation, Consumer<Trial> finished) {
        List<TrialModel> tried = new ArrayList<>();
        for (int number = 1; number <= trials; number++) {
            TrialModel next = attempt(number, training, validation);
            finished.accept(next.trial());
            tried.add(next);
        }
        tried.sort(BEST_FIRST);
        List<TrialModel> best = List.copyOf(tried.subList(0, Math.min(AVERAGED, tried.size())));
        FittedModel mean = AveragedModel.of(best.stream().map(TrialModel::model).toList());
        TrialModel steered = steered(best.getFirst().trial(), mean, validation);
        return new Found(
                again(steered, best, training, validation),
                more -> again(steered, best, training, validation.followedBy(more)));
    }

    private TrialModel again(TrialModel steered, List<TrialModel> best, Dataset training, Dataset newer) {
        FittedModel again = AveragedModel.of(
                best.stream().map(one -> again(one, training, newer)).toList());
        Dataset newest = newer.slice(Math.max(0, newer.rows() - InterceptCorrection.NEWEST), newer.rows());
        Calibration level = InterceptCorrection.of(steered.calibration(), again.margins(newest), newest.target());
        return new TrialModel(steered.trial(), again, level, steered.threshold());
    }

    private FittedModel again(TrialModel one, Dataset training, Dataset newer) {
        Trial trial = one.trial();
        Dataset rows = newest(training, trial.parameters().get(NEWEST)).followedBy(newer);
        return family(trial.number()).refit(rows, one.model(), trial.parameters(), metric, seedOf(trial.number()));
    }

    private TrialModel attempt(int number, Dataset training, Dataset validation) {
        SplittableRandom random = new SplittableRandom(seed + number * GOLDEN);
        ModelFamilyTrainer family = family(number);
        Map<String, Double> values =
                new HashMap<>((number <= families.size() ? family.defaults() : family.sample(random)).values());
        values.put(NEWEST, share(number, random));
        Hyperparameters parameters = new Hyperparameters(values);
        FittedModel model =
                family.fit(newest(training, parameters.get(NEWEST)), validation, parameters, metric, seedOf(number));
        Trial untold = trial(number, family, parameters, Double.NaN);
        TrialModel steered = steered(untold, model, validation);
        double[] outputs =
                InverseLink.outputs(validation.target(), steered.calibration().apply(model.margins(validation)));
        double value =
                Scorecards.of(validation.target(), outputs, steered.threshold()).value(metric);
        return new TrialModel(
                trial(number, family, parameters, value), model, steered.calibration(), steered.threshold());
    }

    /** With the calibration and, at the validation part's own level, the threshold that this part gives a model. */
    private TrialModel steered(Trial trial, FittedModel model, Dataset validation) {
        return switch (validation.target()) {
            case Target.Quantities _ -> new TrialModel(trial, model, Calibration.NONE, 0);
            case Target.Classes classes -> {
                double[] margins = model.margins(validation);
                Calibration calibration = Calibrator.fit(margins, classes);
                double[] outputs = InverseLink.outputs(
                        classes,
                        InterceptCorrection.of(calibration, margins, classes).apply(margins));
                double threshold = classes.names().size() == 2
                        ? Threshold.choose(Scorecards.positive(outputs), classes.positives(), judge)
                        : 0;
                yield new TrialModel(trial, model, calibration, threshold);
            }
        };
    }

    /** Defaults see all rows, the next ones the newest quarter, further ones what chance says. */
    private double share(int number, SplittableRandom random) {
        if (number <= families.size()) {
            return 1;
        }
        return number <= 2 * families.size() ? SHORT : SHARES[random.nextInt(SHARES.length)];
    }

    private static Dataset newest(Dataset rows, double share) {
        int wanted = Math.max(Math.min(rows.rows(), FEWEST), (int) Math.round(rows.rows() * share));
        return wanted == rows.rows() ? rows : rows.slice(rows.rows() - wanted, rows.rows());
    }

    private long seedOf(int number) {
        return new SplittableRandom(~(seed + number * GOLDEN)).nextLong();
    }

    private Trial trial(int number, ModelFamilyTrainer family, Hyperparameters parameters, double value) {
        return new Trial(number, trials, family.family(), parameters, metric, value);
    }

    private ModelFamilyTrainer family(int number) {
        if (number <= families.size()) {
            return families.get(number - 1);
        }
        List<ModelFamilyTrainer> trees = families.stream()
                .filter(family -> family.family() == ModelFamily.BOOSTED_TREES)
                .toList();
        List<ModelFamilyTrainer> others =
                families.stream().filter(family -> !trees.contains(family)).toList();
        boolean other = trees.isEmpty() || (!others.isEmpty() && number % TREES_TO_OTHERS == 0);
        List<ModelFamilyTrainer> from = other ? others : trees;
        return from.get(number / TREES_TO_OTHERS % from.size());
    }
}
