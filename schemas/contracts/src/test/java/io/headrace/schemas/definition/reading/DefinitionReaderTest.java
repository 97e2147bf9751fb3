package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.CleaningRule;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Fill;
import io.headrace.schemas.definition.Gates.ChampionGate;
import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.Labels.Silence;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ModelFamily;
import io.headrace.schemas.definition.Monitoring;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.Rollout;
import io.headrace.schemas.definition.Training;
import io.headrace.schemas.feature.PipelineSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionReaderTest {

    @Test
    void readsTheDemo() {
        PipelineDefinition payments = DefinitionReader.readValid(Rides.PAYMENTS);

        assertThat(payments.problem().classes()).containsExactly("false", "true");
        assertThat(payments.problem().report()).containsExactly(Metric.ROC_AUC, Metric.F1, Metric.PRECISION_AT_TOP_100);
        assertThat(payments.labels().silence()).isEqualTo(Silence.NEGATIVE);
        assertThat(payments.clean().rules())
                .containsExactly(
                        new CleaningRule.Require("amount-positive", "amount > 0.0", CleaningRule.Otherwise.QUARANTINE),
                        new CleaningRule.Repair("currency-case", Map.of("currency", "currency.upperAscii()")));
        assertThat(payments.clean().fill()).isEqualTo(Map.of("channel", new Fill.Constant("unknown")));
        assertThat(payments.features())
                .contains(
                        new Feature.Numeric("night", "at.getHours('Europe/Brussels') < 6"),
                        new Feature.Categorical("channel", "channel"),
                        new Feature.WindowedAggregate(
                                "customer_payments_P1D",
                                AggregateFunction.COUNT,
                                "1",
                                List.of("customerId"),
                                Duration.ofDays(1)),
                        new Feature.TimeSinceLast("customer_pause", List.of("customerId")),
                        new Feature.LabelRate("terminal_risk", List.of("terminalId"), Duration.ofDays(7)));
        assertThat(payments.hash()).matches("[0-9a-f]{64}");
    }

    @Test
    void fillsInDefaultsForAllThatIsLeftOut() {
        PipelineDefinition smallest = Rides.valid(Rides.SMALLEST);

        assertThat(smallest.problem().metric()).isEqualTo(Metric.PR_AUC);
        assertThat(smallest.problem().success()).isEmpty();
        assertThat(smallest.events().lateness()).isEqualTo(Duration.ofMinutes(10));
        assertThat(smallest.events().keys()).isEmpty();
        assertThat(smallest.labels().joinOn()).isEqualTo("rideId");
        assertThat(smallest.labels().within()).isEqualTo(Duration.ofDays(7));
        assertThat(smallest.labels().silence()).isEqualTo(Silence.UNLABELLED);
        assertThat(smallest.clean().deduplicate()).isEqualTo(Duration.ofDays(1));
        assertThat(smallest.clean().rules()).isEmpty();
        assertThat(smallest.train())
                .isEqualTo(new Training(
                        new Training.Window.Examples(20_000),
                        OptionalInt.of(10_000),
                        2_000,
                        new Training.Split(0.6, 0.2),
                        List.of(ModelFamily.BOOSTED_TREES, ModelFamily.LINEAR),
                        new Training.Budget(12),
                        42));
        assertThat(smallest.gates().success()).isEmpty();
        assertThat(smallest.gates().beatTrivial()).isTrue();
        assertThat(smallest.gates().champion()).isEqualTo(new ChampionGate(true, 0.05));
        assertThat(smallest.rollout()).isEqualTo(new Rollout(Rollout.Mode.AUTOMATIC));
        assertThat(smallest.monitor()).isEqualTo(new Monitoring(2_000, 0.01, 0.2, 2_000, 0.2, Duration.ofDays(1)));
    }

    @Test
    void readsEverythingThatCanBeStated() {
        PipelineDefinition stated = Rides.smallestWith("""
                train:
                  window: P28D
                  every: never
                  minimumExamples: 500
                  split: {training: 0.5, validation: 0.3}
                  families: linear
                  trials: 3
                  seed: 7
                gates: {beatTrivial: false, champion: {enabled: false, significance: 0.01}}
                rollout: {mode: approved}
                monitor: {window: 500, falseAlarmRate: 0.05, minimumPsi: 0.2, labelledWindow: 600, performanceDrop: 0.1, coolDown: PT6H}
                """);

        assertThat(stated.train())
                .isEqualTo(new Training(
                        new Training.Window.Time(Duration.ofDays(28)),
                        OptionalInt.empty(),
                        500,
                        new Training.Split(0.5, 0.3),
                        List.of(ModelFamily.LINEAR),
                        new Training.Budget(3),
                        7));
        assertThat(stated.gates().beatTrivial()).isFalse();
        assertThat(stated.gates().champion()).isEqualTo(new ChampionGate(false, 0.01));
        assertThat(stated.rollout().mode()).isEqualTo(Rollout.Mode.APPROVED);
        assertThat(stated.monitor()).isEqualTo(new Monitoring(500, 0.05, 0.2, 600, 0.1, Duration.ofHours(6)));
    }

    @Test
    void derivesTheClassesAndTheirTypeFromHowTheyAreWritten() {
        assertThat(problem("{kind: binary, label: late, positive: false}")).satisfies(problem -> {
            assertThat(problem.labelType()).isEqualTo(LabelType.BOOLEAN);
            assertThat(problem.classes()).containsExactly("true", "false");
        });
        assertThat(problem("{kind: binary, label: late, positive: 1, negative: 0}"))
                .satisfies(problem -> {
                    assertThat(problem.labelType()).isEqualTo(LabelType.LONG);
                    assertThat(problem.classes()).containsExactly("0", "1");
                });
        assertThat(problem("{kind: binary, label: late, classes: [DOWN, UP]}")).satisfies(problem -> {
            assertThat(problem.labelType()).isEqualTo(LabelType.STRING);
            assertThat(problem.positive()).isEqualTo("UP");
        });
        assertThat(problem("{kind: binary, label: late, classes: [UP, DOWN], positive: UP}")
                        .classes())
                .containsExactly("DOWN", "UP");
        assertThat(problem("{kind: binary, label: late, positive: \"1\", negative: \"0\"}")
                        .labelType())
                .isEqualTo(LabelType.STRING);
    }

    @Test
    void takesTheClassesOfAMulticlassProblemFromTheDataWhereNoneAreListed() {
        assertThat(problem("{kind: multiclass, label: cover}")).satisfies(problem -> {
            assertThat(problem.labelType()).isEqualTo(LabelType.STRING);
            assertThat(problem.classes()).isEmpty();
            assertThat(problem.metric()).isEqualTo(Metric.F1);
        });
        assertThat(problem("{kind: multiclass, label: cover, classes: [1, 2, 3]}"))
                .satisfies(problem -> {
                    assertThat(problem.labelType()).isEqualTo(LabelType.LONG);
                    assertThat(problem.classes()).containsExactly("1", "2", "3");
                });
    }

    @Test
    void readsARegression() {
        assertThat(problem("{kind: regression, label: minutes, success: mae <= 4.5}"))
                .satisfies(problem -> {
                    assertThat(problem.labelType()).isEqualTo(LabelType.DOUBLE);
                    assertThat(problem.metric()).isEqualTo(Metric.RMSE);
                    assertThat(problem.success()).hasToString("Optional[mae <= 4.5]");
                });
    }

    @Test
    void namesAFeatureOfOneWindowAsWrittenAndThoseOfAListByTheirWindows() {
        PipelineDefinition definition = Rides.ofFeatures("""
                one: {count: all, by: stationId, over: P7D}
                list: {count: all, by: [stationId, bike], over: [PT1H, P7D]}
                ratio: one / list_PT1H
                """);

        assertThat(definition.features())
                .extracting(Feature::name)
                .containsExactly("one", "list_PT1H", "list_P7D", "ratio");
        assertThat(definition.events().keys()).containsExactly("stationId", "bike");
    }

    @Test
    void letsAFeatureReferToOneDeclaredLater() {
        assertThat(Rides.ofFeatures("""
                        ratio: distance / usual
                        usual: {mean: distance, by: stationId, over: P7D}
                        """).features()).hasSize(2);
    }

    @Test
    void findsTheSchemaBesideTheFile(@TempDir Path folder) throws IOException {
        Files.copy(Rides.FOLDER.resolve("event.avsc"), folder.resolve("event.avsc"));
        Path yaml = Files.writeString(folder.resolve("rides.yaml"), Rides.SMALLEST);

        assertThat(DefinitionReader.read(yaml)).isInstanceOf(DefinitionResult.Valid.class);
    }

    @Test
    void acceptsASchemaWrittenInTheDefinition() {
        String inline = Rides.SMALLEST.replace(
                "schema: event.avsc",
                "schema: {type: record, name: Ride, fields: [{name: rideId, type: string},"
                        + " {name: startedAt, type: {type: long, logicalType: timestamp-millis}},"
                        + " {name: distance, type: [null, double], default: null}]}");

        assertThat(Rides.valid(inline)
                        .events()
                        .schema()
                        .getField("distance")
                        .schema()
                        .isNullable())
                .isTrue();
    }

    @Test
    void namesAFileThatIsNotThere(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("none.yaml");
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xC3, 0x28});

        assertThatThrownBy(() -> DefinitionReader.readValid(missing))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(missing + ":1:1  there is no such file\n1 mistake; nothing was started.");
        assertThatThrownBy(() -> DefinitionReader.readValid(binary)).hasMessageContaining("is no text in UTF-8");
        assertThatThrownBy(() -> DefinitionReader.readValid(folder)).hasMessageContaining("is a folder");
    }

    @Test
    void sharesTheNameOfTheLabelsTimeWithTheLabelsTopic() {
        assertThat(ProblemReader.LABELLED_AT).isEqualTo(PipelineSchemas.LABELLED_AT);
    }

    private static Problem problem(String yaml) {
        return Rides.ofProblem(yaml).problem();
    }
}
