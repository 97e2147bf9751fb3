package io.headrace.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.embedded.EmbeddedBroker;
import io.headrace.model.ModelArtifact;
import io.headrace.model.ModelVerifier;
import io.headrace.model.Purpose;
import io.headrace.model.Verdict;
import io.headrace.model.signing.TrustedKeys;
import io.headrace.registry.protocol.ArtifactStore;
import io.headrace.registry.protocol.Fetched;
import io.headrace.runtime.AppState;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.AlertKind;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.OffsetRange;
import io.headrace.schemas.definition.Criterion;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Gates;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ModelFamily;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.definition.Training;
import io.headrace.schemas.definition.reading.Meaning;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.Label;
import io.headrace.trainer.Synthetic;
import io.headrace.trainer.progress.TrainingEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One life of a trainer on a real broker, chapter by chapter. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrainerAppTest {

    private static final int MINIMUM = 400;
    private static final int EVERY = 900;
    private static final Instant CHANGE = Instant.ofEpochMilli(Synthetic.START + MINIMUM * Synthetic.STEP);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static TrainerFixture trainer;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        trainer = new TrainerFixture(definition(), broker, directory);
    }

    @AfterAll
    static void stop() {
        trainer.close();
        broker.close();
    }

    @Test
    @Order(1)
    void enoughExamplesBecomeASignedVersionThatIsTheChampion() throws Exception {
        trainer.sendRaw(trainer.topics.examples(), new byte[] {1, 2, 3});
        // Under a key that is not its event's id, as the label join would never write it.
        trainer.sendRaw(
                trainer.topics.examples(),
                trainer.bytes(Synthetic.examples(ProblemKind.BINARY, 1, 1).getFirst()));
        trainer.send(Synthetic.examples(ProblemKind.BINARY, MINIMUM, 1));

        awaitChampion(1);

        ModelVersion version = trainer.models().champion().orElseThrow().version();
        assertThat(version.getLineage().getTrigger()).isEqualTo("examples");
        assertThat(rows(version)).isEqualTo(MINIMUM);
        assertThat(version.getLineage().getOffsets())
                .extracting(OffsetRange::getPartition)
                .containsExactly(0, 1);
        assertThat(version.getLineage().getOffsets().stream()
                        .mapToLong(range -> range.getUntil() - range.getFrom())
                        .sum())
                .isBetween((long) MINIMUM, MINIMUM + 2L);
        assertThat(new ModelVerifier(Purpose.of(trainer.definition), TrustedKeys.read(List.of(trainer.publicKey())))
                        .verify(version, artifact(version)))
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class, accepted -> accepted.runner().close());
        assertThat(trainer.meters.counter("headrace.training.unusable").count()).isEqualTo(2);
        assertThat(trainer.app().state()).isEqualTo(new AppState.Running());
    }

    @Test
    @Order(2)
    void aRequestWaitsForExamplesOfTheNewKindAndBecomesTheSecondVersion() {
        trainer.request("request-1", CHANGE);
        await().until(() -> trainer.events.stream().anyMatch(TrainingEvent.Waiting.class::isInstance));

        trainer.send(Synthetic.examples(ProblemKind.BINARY, MINIMUM, 2, MINIMUM, -1));

        awaitChampion(2);
        ModelVersion version = trainer.models().champion().orElseThrow().version();
        assertThat(version.getLineage().getTrigger()).isEqualTo("request-1");
        assertThat(version.getLineage().getWindowStart()).isEqualTo(CHANGE);
        assertThat(rows(version)).isEqualTo(MINIMUM);
        assertThat(version.getGates().getLast().getSentence()).contains("of synthetic@1 on the same");
    }

    @Test
    @Order(3)
    void aNewStartTrainsNothingTwice() {
        trainer.restart();
        await().until(() -> trainer.app().state() instanceof AppState.Running);
        // All but the last of the examples that make the next training due.
        trainer.send(noise(2 * MINIMUM, EVERY - 1));
        await().until(() ->
                trainer.meters.get("headrace.training.examples").counter().count() >= 3 * MINIMUM + EVERY - 1);

        assertThat(trainer.models().versions()).hasSize(2);
        assertThat(trainer.meters.get("headrace.training.behind").gauge().value())
                .isZero();
        assertThat(trainer.meters.get("headrace.training.running").gauge().value())
                .isZero();
    }

    @Test
    @Order(4)
    void aRefusedCandidateIsAnAlertAndNoVersion() {
        trainer.send(noise(2 * MINIMUM + EVERY - 1, 1));

        await().until(() -> !trainer.alerts().isEmpty());
        ConsumerRecord<String, byte[]> record = trainer.alerts().getFirst();
        Alert alert = trainer.alert(record);
        assertThat(alert.getKind()).isEqualTo(AlertKind.CANDIDATE_REFUSED);
        assertThat(alert.getReason())
                .startsWith("A candidate trained on 1,300 examples was refused: PR AUC 0.")
                .contains("(needs at least 0.400)");
        assertThat(alert.getModel()).isEqualTo("synthetic@2");
        assertThat(header(record, "ce_type")).isEqualTo("io.headrace.alert.candidate-refused");
        assertThat(header(record, "ce_source")).isEqualTo("/headrace/synthetic/trainer");
        assertThat(trainer.models().versions()).hasSize(2);
    }

    @Test
    @Order(5)
    void aRefusalIsNotToldTwiceAfterANewStart() {
        trainer.restart();
        await().until(() -> trainer.app().state() instanceof AppState.Running);
        trainer.request("request-2", CHANGE);

        await().until(() -> trainer.alerts().size() > 1);
        assertThat(trainer.alerts())
                .extracting(record -> header(record, "ce_id"))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("CANDIDATE_REFUSED/examples/0@"),
                        second -> assertThat(second).startsWith("CANDIDATE_REFUSED/request-2/0@"));
    }

    @Test
    @Order(6)
    void aTrainingThatBreaksIsAnAlertAndTheAppGoesOn() {
        Criterion senseless = new Criterion(Metric.R2, Criterion.Comparison.AT_LEAST, 0.5);
        trainer.restart(definition(Optional.of(senseless)));
        trainer.request("request-3", CHANGE);

        await().until(() -> trainer.alerts().size() > 2);
        Alert alert = trainer.alert(trainer.alerts().getLast());
        assertThat(alert.getKind()).isEqualTo(AlertKind.TRAINING_FAILED);
        assertThat(alert.getReason()).startsWith("Training on 1,300 examples failed: r2 ");
        assertThat(trainer.app().state()).isEqualTo(new AppState.Running());
    }

    @Test
    @Order(7)
    void progressIsToldFromStartToEnd() {
        List<String> told = new ArrayList<>();
        trainer.events.forEach(event -> told.add(event.getClass().getSimpleName() + " " + event.trigger()));

        assertThat(told)
                .containsSubsequence(
                        "Started examples",
                        "TrialFinished examples",
                        "Published examples",
                        "Waiting request-1",
                        "Started request-1",
                        "Published request-1",
                        "Refused examples",
                        "Refused request-2",
                        "Failed request-3");
    }

    @Test
    @Order(8)
    void afterAChangeOfMeaningOldExamplesAndTheOldChampionTakeNoPart() {
        double read = trainer.meters.counter("headrace.training.examples").count();
        trainer.restart(changed(definition()));
        await().until(() -> trainer.app().state() instanceof AppState.Running);
        trainer.send(Synthetic.examples(ProblemKind.BINARY, MINIMUM, 4, 3 * MINIMUM + EVERY, 1));

        awaitChampion(3);

        ModelVersion version = trainer.models().champion().orElseThrow().version();
        assertThat(rows(version)).isEqualTo(MINIMUM);
        assertThat(version.getLineage().getMeaning())
                .isEqualTo(Meaning.of(trainer.definition).hash());
        assertThat(version.getGates().getLast().getSentence())
                .isEqualTo("synthetic@2 can't be compared: it was made for another meaning: b is defined otherwise");
        assertThat(trainer.meters.counter("headrace.training.other-meaning").count())
                .isPositive();
        assertThat(trainer.meters.counter("headrace.training.examples").count() - read)
                .isEqualTo(MINIMUM);
    }

    /** The same names, and one feature that is something else. */
    private static PipelineDefinition changed(PipelineDefinition definition) {
        List<Feature> features = definition.features().stream()
                .map(feature -> feature.name().equals("b") ? new Feature.Numeric("b", "b * 2.0") : feature)
                .toList();
        return new PipelineDefinition(
                definition.pipeline(),
                definition.problem(),
                definition.events(),
                definition.labels(),
                definition.clean(),
                features,
                definition.train(),
                definition.gates(),
                definition.rollout(),
                definition.monitor(),
                "hash-of-the-changed");
    }

    private static void awaitChampion(int version) {
        await().until(() -> trainer.models()
                .champion()
                .filter(champion -> champion.version().getVersion() == version)
                .isPresent());
    }

    private static ModelArtifact artifact(ModelVersion version) {
        ArtifactStore store =
                ArtifactStore.open(Map.of("bootstrap.servers", broker.bootstrapServers()), trainer.serdes, 1_000_000);
        return switch (store.fetch(version.getArtifact())) {
            case Fetched.Found(ModelArtifact artifact) -> artifact;
            case Fetched.Broken(String sentence) -> throw new AssertionError(sentence);
        };
    }

    private static int rows(ModelVersion version) {
        return (int) (version.getLineage().getTrainingRows()
                + version.getLineage().getValidationRows()
                + version.getLineage().getUnseenRows());
    }

    /** Examples whose labels have nothing to do with their features. */
    private static List<Example> noise(int first, int count) {
        SplittableRandom random = new SplittableRandom(first);
        return Synthetic.examples(ProblemKind.BINARY, count, 3, first, 1).stream()
                .map(example -> new Example(
                        example.row(),
                        new Label.Category(random.nextInt(5) == 0 ? "true" : "false"),
                        example.labelTime(),
                        example.source()))
                .toList();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static PipelineDefinition definition() {
        return definition(Synthetic.success(ProblemKind.BINARY));
    }

    private static PipelineDefinition definition(Optional<Criterion> success) {
        return Synthetic.definition(
                ProblemKind.BINARY,
                new Training(
                        new Training.Window.Examples(3000),
                        OptionalInt.of(EVERY),
                        MINIMUM,
                        new Training.Split(0.6, 0.2),
                        List.of(ModelFamily.BOOSTED_TREES, ModelFamily.LINEAR),
                        new Training.Budget(2),
                        7),
                new Gates(success, true, new Gates.ChampionGate(true, 0.05)));
    }
}
