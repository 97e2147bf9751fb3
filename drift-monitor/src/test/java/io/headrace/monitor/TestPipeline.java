package io.headrace.monitor;

import io.headrace.model.baseline.BaselineBuilder;
import io.headrace.monitor.reference.ReferenceDistribution;
import io.headrace.schemas.avro.ArtifactRef;
import io.headrace.schemas.avro.FeatureBaseline;
import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.ProblemType;
import io.headrace.schemas.definition.Cleaning;
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
import io.headrace.schemas.definition.reading.Meaning;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** A small pipeline with a numeric and a categorical feature, and models of it. */
public final class TestPipeline {

    public static final long NOON = 1_767_268_800_000L;
    public static final int WINDOW = 200;
    public static final double PROMISED_PR_AUC = 0.8;

    private TestPipeline() {}

    public static PipelineDefinition definition() {
        return definition(
                List.of(new Feature.Numeric("amount", "amount"), new Feature.Categorical("channel", "channel")),
                new Monitoring(WINDOW, 0.01, 0.1, WINDOW, 0.2, Duration.ofDays(1)));
    }

    public static PipelineDefinition definition(List<Feature> features, Monitoring monitor) {
        Schema schema = SchemaBuilder.record("Payment")
                .fields()
                .requiredString("txId")
                .name("at")
                .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
                .noDefault()
                .requiredDouble("amount")
                .optionalString("channel")
                .endRecord();
        return new PipelineDefinition(
                new PipelineName("payments"),
                new Problem(
                        ProblemKind.BINARY,
                        "fraud",
                        LabelType.BOOLEAN,
                        List.of("false", "true"),
                        Metric.PR_AUC,
                        Optional.empty(),
                        List.of()),
                new Events(schema, "txId", "at", List.of(), Duration.ofMinutes(10), Duration.ofHours(1)),
                new Labels("txId", Duration.ofDays(8), Labels.Silence.NEGATIVE),
                new Cleaning(Duration.ofDays(1), List.of(), Map.of()),
                features,
                new Training(
                        new Training.Window.Examples(1000),
                        OptionalInt.empty(),
                        1000,
                        new Training.Split(0.6, 0.2),
                        List.of(ModelFamily.LINEAR),
                        new Training.Budget(1),
                        1),
                new Gates(Optional.empty(), true, new Gates.ChampionGate(true, 0.05)),
                new Rollout(Rollout.Mode.AUTOMATIC),
                monitor,
                "hash");
    }

    /** One row: amounts are exponential with the given mean; one of four rows has no channel. */
    public static FeatureValues values(double meanAmount, RandomGenerator random) {
        String[] channels = {"chip", "online", "contactless", ""};
        return new FeatureValues(
                new double[] {-meanAmount * Math.log(1 - random.nextDouble())},
                new String[] {channels[random.nextInt(channels.length)]});
    }

    /** A version trained on rows with the given mean amount; its scores are uniform. */
    public static ModelVersion version(int number, double meanAmount) {
        RandomGenerator random = new SplittableRandom(number);
        return version(
                number,
                definition(),
                IntStream.range(0, 5000)
                        .mapToObj(_ -> values(meanAmount, random))
                        .toList());
    }

    /** A version trained on rows with a definition's features; its scores are uniform. */
    public static ModelVersion version(int number, PipelineDefinition definition, List<FeatureValues> rows) {
        FeatureSignature signature = FeatureSignature.of(definition);
        RandomGenerator random = new SplittableRandom(number);
        List<FeatureBaseline> baselines = new ArrayList<>(BaselineBuilder.features(signature, rows));
        baselines.add(BaselineBuilder.numeric("prediction", random.doubles(2000).toArray()));
        return ModelVersion.newBuilder()
                .setPipeline("payments")
                .setVersion(number)
                .setArtifact(new ArtifactRef("", 0L, 0))
                .setProblem(ProblemType.BINARY)
                .setClasses(List.of("false", "true"))
                .setNumericFeatures(signature.numeric())
                .setCategoricalFeatures(signature.categorical())
                .setThreshold(0.5)
                .setGoldenRows(List.of())
                .setBaseline(baselines)
                .setMetrics(Map.of(Metric.PR_AUC.text(), PROMISED_PR_AUC))
                .setGates(List.of())
                .setLineage(Lineage.newBuilder()
                        .setDefinitionHash("hash")
                        .setOffsets(List.of())
                        .setWindowStart(Instant.EPOCH)
                        .setWindowEnd(Instant.EPOCH)
                        .setTrainingRows(3000)
                        .setValidationRows(1000)
                        .setUnseenRows(1000)
                        .setSeed(1)
                        .setFamily("boosted trees")
                        .setParameters(Map.of())
                        .setTrials(1)
                        .setSoftware(Map.of())
                        .setTrigger("examples")
                        .setFeatureMeanings(Meaning.of(definition).features())
                        .build())
                .build();
    }

    public static ReferenceDistribution reference(int number, double meanAmount) {
        return ReferenceDistribution.of(version(number, meanAmount), definition());
    }
}
