package io.headrace.trainer;

import io.headrace.schemas.definition.Cleaning;
import io.headrace.schemas.definition.Criterion;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Gates;
import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ModelFamily;
import io.headrace.schemas.definition.Monitoring;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.definition.Rollout;
import io.headrace.schemas.definition.Training;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.schemas.feature.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** A made-up problem of each kind with gaps, wild numbers and many categories, and examples of it. */
public final class Synthetic {

    public static final long START = 1_700_000_000_000L;
    public static final long STEP = 60_000;

    /** Of the signal, so that the opposite world has about as many of each class. */
    private static final double MEAN = 0.43;

    private Synthetic() {}

    public static PipelineDefinition definition(ProblemKind kind) {
        return definition(
                kind,
                new Training(
                        new Training.Window.Examples(3000),
                        OptionalInt.of(1000),
                        300,
                        new Training.Split(0.6, 0.2),
                        List.of(ModelFamily.BOOSTED_TREES, ModelFamily.LINEAR),
                        new Training.Budget(4),
                        7),
                new Gates(success(kind), true, new Gates.ChampionGate(true, 0.05)));
    }

    public static PipelineDefinition definition(ProblemKind kind, Training training, Gates gates) {
        return new PipelineDefinition(
                new PipelineName("synthetic"),
                problem(kind),
                new Events(event(), "id", "at", List.of("who"), Duration.ofMinutes(1), Duration.ofHours(1)),
                new Labels("id", Duration.ofDays(1), Labels.Silence.UNLABELLED),
                new Cleaning(Duration.ofDays(1), List.of(), Map.of()),
                List.of(
                        new Feature.Numeric("a", "a"),
                        new Feature.Numeric("b", "b"),
                        new Feature.Categorical("colour", "colour"),
                        new Feature.Numeric("noise", "noise"),
                        new Feature.Numeric("wild", "wild"),
                        new Feature.Categorical("shop", "shop")),
                training,
                gates,
                new Rollout(Rollout.Mode.AUTOMATIC),
                new Monitoring(1000, 0.01, 0.1, 500, 0.1, Duration.ofHours(1)),
                "hash-of-" + kind);
    }

    public static Optional<Criterion> success(ProblemKind kind) {
        return Optional.of(
                switch (kind) {
                    case BINARY -> new Criterion(Metric.PR_AUC, Criterion.Comparison.AT_LEAST, 0.4);
                    case MULTICLASS -> new Criterion(Metric.ACCURACY, Criterion.Comparison.AT_LEAST, 0.5);
                    case REGRESSION -> new Criterion(Metric.R2, Criterion.Comparison.AT_LEAST, 0.3);
                });
    }

    /** Examples from the start, one a minute, each labelled an hour later. */
    public static List<Example> examples(ProblemKind kind, int count, long seed) {
        return examples(kind, count, seed, 0, 1);
    }

    /**
     * Examples.
     *
     * @param first number of the first one, which gives its time and id
     * @param sign 1, or -1 for a world in which everything means the opposite
     */
    public static List<Example> examples(ProblemKind kind, int count, long seed, int first, int sign) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Example> examples = new ArrayList<>(count);
        for (int i = first; i < first + count; i++) {
            examples.add(example(kind, i, sign, random));
        }
        return examples;
    }

    private static Example example(ProblemKind kind, int number, int sign, SplittableRandom random) {
        double a = random.nextGaussian();
        double b = random.nextGaussian();
        int colour = random.nextInt(6);
        int shop = random.nextInt(90);
        double signal = sign * (a + (b > 0.5 ? 1.5 : -0.5) + (colour == 2 ? 1 : 0) + (shop % 7 == 0 ? 1 : 0) - MEAN);
        double noisy = signal + 0.5 * random.nextGaussian();
        double wild = random.nextInt(50) == 0 ? Double.POSITIVE_INFINITY : Math.exp(5 * random.nextGaussian());
        double[] numeric = {gap(a, random), gap(b, random), random.nextGaussian(), wild};
        String[] categorical = {
            colour == 5 ? "" : "colour " + colour, random.nextInt(20) == 0 ? "" : "shop " + shop,
        };
        long time = START + number * STEP;
        String id = "e-" + number;
        return new Example(
                new FeatureRow(id, time, Map.of("who", "w" + number % 10), new FeatureValues(numeric, categorical)),
                label(kind, noisy),
                time + 3_600_000,
                Example.LabelSource.GIVEN);
    }

    private static double gap(double value, SplittableRandom random) {
        return random.nextInt(12) == 0 ? Double.NaN : value;
    }

    private static Label label(ProblemKind kind, double noisy) {
        return switch (kind) {
            case BINARY -> new Label.Category(noisy > 1.1 ? "true" : "false");
            case MULTICLASS -> new Label.Category(noisy > 0.8 ? "high" : noisy < -0.9 ? "low" : "middle");
            case REGRESSION -> new Label.Quantity(100 + 20 * noisy);
        };
    }

    private static Problem problem(ProblemKind kind) {
        return switch (kind) {
            case BINARY ->
                new Problem(
                        kind,
                        "fraud",
                        LabelType.BOOLEAN,
                        List.of("false", "true"),
                        Metric.PR_AUC,
                        success(kind),
                        List.of());
            case MULTICLASS ->
                new Problem(kind, "level", LabelType.STRING, List.of(), Metric.LOG_LOSS, success(kind), List.of());
            case REGRESSION ->
                new Problem(kind, "price", LabelType.DOUBLE, List.of(), Metric.RMSE, success(kind), List.of());
        };
    }

    private static Schema event() {
        return SchemaBuilder.record("Event")
                .namespace("io.headrace.synthetic")
                .fields()
                .requiredString("id")
                .name("at")
                .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
                .noDefault()
                .requiredString("who")
                .requiredDouble("a")
                .requiredDouble("b")
                .requiredDouble("noise")
                .requiredDouble("wild")
                .optionalString("colour")
                .optionalString("shop")
                .endRecord();
    }
}
