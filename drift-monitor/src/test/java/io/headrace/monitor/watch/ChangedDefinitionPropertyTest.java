package io.headrace.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.monitor.TestPipeline;
import io.headrace.monitor.avro.Observation;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.Monitoring;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.schemas.serde.AvroSerdes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.utils.Utils;

/**
 * Any definition over the stores of any other: features added, removed, put in another order, of another kind or meaning, other
 * settings. Nothing fails, and from the first window after the change on it judges as a run does that begins there.
 */
class ChangedDefinitionPropertyTest {

    private static final long MINUTE = 60_000;

    @Property(tries = 25, seed = "4711", shrinking = ShrinkingMode.OFF)
    void judgesAsAFreshRunDoes(
            @ForAll("definitions") PipelineDefinition before,
            @ForAll("definitions") PipelineDefinition after,
            @ForAll @IntRange(min = 0, max = 700) int rowsBefore,
            @ForAll @IntRange(min = 0, max = 40) int unread)
            throws IOException {
        Path directory = Files.createTempDirectory("watch");
        Path fresh = Files.createTempDirectory("watch");
        AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));
        RandomGenerator random = new SplittableRandom(rowsBefore);
        Map<String, ModelVersion> models = Map.of("payments@1", version(1, before), "payments@2", version(2, after));
        List<Observation> leftOver;
        try (WatchRun first = new WatchRun(before, models, serdes, directory)) {
            observations(first, before, "payments@1", 0, rowsBefore, random).forEach(first::accept);
            leftOver = observations(first, before, "payments@1", rowsBefore, unread, random);
        }

        List<DriftReport> found;
        int window = after.monitor().window();
        int boundary;
        List<Observation> later;
        try (WatchRun second = new WatchRun(after, models, serdes, directory)) {
            leftOver.forEach(second::accept);
            List<Observation> rows = observations(second, after, "payments@2", rowsBefore + unread, 5 * window, random);
            boundary = 0;
            while (second.reports().isEmpty() || boundary < window) {
                second.accept(rows.get(boundary++));
            }
            // The row that closed a window is the first of the next.
            int closed = second.reports().size();
            while (second.reports().size() == closed) {
                second.accept(rows.get(boundary++));
            }
            closed++;
            later = rows.subList(boundary - 1, rows.size());
            later.subList(1, later.size()).forEach(second::accept);
            found = second.reports().subList(closed, second.reports().size());
        }
        try (WatchRun anew = new WatchRun(after, models, serdes, fresh)) {
            later.forEach(anew::accept);

            assertThat(found).isNotEmpty().isEqualTo(anew.reports());
        }
        Utils.delete(directory.toFile());
        Utils.delete(fresh.toFile());
    }

    /** Of every event its row, and for each second one a label of an event before. */
    private static List<Observation> observations(
            WatchRun run, PipelineDefinition definition, String model, int from, int count, RandomGenerator random) {
        List<Observation> all = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            all.add(run.row(
                    "e" + i, i * MINUTE, model, random.nextDouble(), values(FeatureSignature.of(definition), random)));
        }
        return all;
    }

    private static ModelVersion version(int number, PipelineDefinition definition) {
        RandomGenerator random = new SplittableRandom(number);
        FeatureSignature signature = FeatureSignature.of(definition);
        return TestPipeline.version(
                number,
                definition,
                IntStream.range(0, 3000)
                        .mapToObj(_ -> values(signature, random))
                        .toList());
    }

    private static FeatureValues values(FeatureSignature signature, RandomGenerator random) {
        String[] categories = {"chip", "online", "contactless", ""};
        return new FeatureValues(
                signature.numeric().stream()
                        .mapToDouble(_ -> random.nextGaussian())
                        .toArray(),
                signature.categorical().stream()
                        .map(_ -> categories[random.nextInt(categories.length)])
                        .toArray(String[]::new));
    }

    @Provide
    Arbitrary<PipelineDefinition> definitions() {
        Arbitrary<List<Feature>> features = Arbitraries.of("amount", "channel", "extra", "ratio", "hour")
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(5)
                .flatMap(names -> Combinators.combine(names.stream()
                                .map(ChangedDefinitionPropertyTest::feature)
                                .toList())
                        .as(found -> found));
        Arbitrary<Monitoring> monitors = Combinators.combine(
                        Arbitraries.integers().between(150, 300),
                        Arbitraries.integers().between(20, 300))
                .as((window, labelled) -> new Monitoring(window, 0.001, 0.5, labelled, 0.2, Duration.ofDays(1)));
        return Combinators.combine(features, monitors).as(TestPipeline::definition);
    }

    private static Arbitrary<Feature> feature(String name) {
        return Combinators.combine(
                        Arbitraries.of(FeatureKind.NUMERIC, FeatureKind.CATEGORICAL),
                        Arbitraries.of("amount", "amount * 2.0"))
                .as((kind, expression) -> kind == FeatureKind.NUMERIC
                        ? new Feature.Numeric(name, expression)
                        : new Feature.Categorical(name, expression));
    }
}
