package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Events.Ordering;
import io.headrace.schemas.definition.Gates.ChampionGate;
import io.headrace.schemas.definition.Labels.Silence;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ModelFamily;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.definition.Rollout;
import io.headrace.schemas.definition.Training;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Every default with its reason. */
final class Defaults {

    static final Default<Duration> LATENESS = new Default<>(
            Duration.ofMinutes(10), "covers retries of producers and clocks that differ, and costs little memory");

    static final Default<Duration> AHEAD = new Default<>(
            Duration.ofHours(1), "covers clocks that differ and a wrong summer time; what is beyond is a wrong clock");

    static final Default<Ordering> ORDERING = new Default<>(
            Ordering.EXACT, "a row holds all that was known of its event, however many partitions there are");

    static final Default<Duration> WITHIN = new Default<>(
            Duration.ofDays(7), "long enough for most confirmations; events wait for their label until then");
    static final Default<Silence> SILENCE =
            new Default<>(Silence.UNLABELLED, "an absent label proves nothing unless you say that it does");

    static final Default<Duration> DEDUPLICATE = new Default<>(
            Duration.ofDays(1), "producers repeat an event within minutes; a day also covers a re-run batch");

    static final Default<Training.Window> WINDOW = new Default<>(
            new Training.Window.Examples(20_000),
            "enough for boosted trees to be stable, trained in seconds on two cores");
    static final Default<OptionalInt> EVERY = new Default<>(
            OptionalInt.of(10_000), "half the window is new by then, so a candidate has something new to learn");
    static final Default<Integer> MINIMUM_EXAMPLES =
            new Default<>(2_000, "leaves 400 unseen examples; on fewer, two models can hardly be told apart");
    static final Default<Training.Split> SPLIT = new Default<>(
            new Training.Split(0.6, 0.2),
            "most is learnt from, and the newest fifth, never seen, is what gates judge by");
    static final Default<List<ModelFamily>> FAMILIES = new Default<>(
            List.of(ModelFamily.BOOSTED_TREES, ModelFamily.LINEAR),
            "trees are strongest on tables; a linear model shows when they are not needed");
    static final Default<Integer> TRIALS =
            new Default<>(12, "random search finds a parameter set in the best fifth with 93 % chance in 12 trials");
    static final Default<Long> SEED = new Default<>(42L, "any fixed number does: the same data gives the same model");

    static final Default<Boolean> GATE_SUCCESS =
            new Default<>(true, "a model below problem.success does not solve the problem");
    static final Default<Boolean> GATE_TRIVIAL =
            new Default<>(true, "a model that is no better than always guessing the same is worth nothing");
    static final Default<ChampionGate> GATE_CHAMPION = new Default<>(
            new ChampionGate(true, 0.05), "a model that is no better gets through once in twenty times at most");

    static final Default<Rollout.Mode> ROLLOUT =
            new Default<>(Rollout.Mode.AUTOMATIC, "the gates have decided; approved waits for a person");

    static final Default<Integer> MONITOR_WINDOW =
            new Default<>(2_000, "on so many rows chance alone gives an index of about 0.005, far below minimumPsi");
    static final Default<Double> FALSE_ALARM_RATE =
            new Default<>(0.01, "over all features together, so that an alarm is worth reading");
    static final Default<Double> MINIMUM_PSI =
            new Default<>(0.2, "by the common rule 0.1 to 0.25 is a moderate shift; a retraining asks for a clear one");
    static final Default<Integer> LABELLED_WINDOW = new Default<>(
            2_000, "as many as a drift test takes; a class of one in a hundred still has twenty among them");
    static final Default<Double> PERFORMANCE_DROP =
            new Default<>(0.2, "a fifth of the metric lost is felt by users; less is within the usual ups and downs");
    static final Default<Duration> COOL_DOWN = new Default<>(
            Duration.ofDays(1), "a new model needs data from after the change before a further one can be better");

    private Defaults() {}

    static Default<Metric> metric(ProblemKind kind) {
        return switch (kind) {
            case BINARY -> new Default<>(Metric.PR_AUC, "stays honest when one class is rare, needs no threshold");
            case MULTICLASS -> new Default<>(Metric.F1, "weighs every class alike, rare ones too");
            case REGRESSION -> new Default<>(Metric.RMSE, "in the label's own unit, and large errors count most");
        };
    }
}
