package io.headrace.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.AlertKind;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.LivePerformance;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.avro.Severity;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.standalone.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoStoryTest {

    private static final Instant DAY_1 = Instant.parse("2026-01-01T00:00:00Z");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PipelineDefinition definition =
            DefinitionReader.readValid(Path.of("../examples/payments/payments.yaml"));
    private final DemoStory story = new DemoStory(
            new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), false), definition, 1000);

    @Test
    void theFirstPredictionByAnotherModelIsTheSwap() {
        predict("payments@0", 0, 10);
        assertThat(story.modelServes()).isFalse();
        predict("payments@1", 1, 5);
        assertThat(story.modelServes()).isTrue();

        assertThat(lines())
                .containsExactly(
                        "day 2    swap      payments@1 serves since event 11; 0 of 7 requests failed, the slowest around it took 4 ms");
    }

    @Test
    void itIsCompleteOnceLabelsHaveJudgedTheModelThatTheMonitorAskedFor() {
        predict("payments@0", 0, 1);
        predict("payments@1", 1, 1);
        predict("payments@2", 1, 1);
        story.report(report("payments@2", 0.22));
        assertThat(story.complete()).isFalse();

        story.retrain(request());
        predict("payments@3", 2, 1);
        assertThat(story.complete()).isFalse();

        story.report(report("payments@3", 0.37));
        assertThat(story.complete()).isTrue();
        story.conclude();
        assertThat(lines().getLast())
                .isEqualTo(
                        "day 3    live      PR AUC of payments@3 on labelled events: 0.37 (payments@2 before the swap: 0.22)");
    }

    @Test
    void anAlertIsToldWithItsReasonAndARetrainRequestWithTheDayTheChangeBegan() {
        predict("payments@0", 0, 1);
        predict("payments@0", 20, 1);
        story.alert(Alert.newBuilder()
                .setPipeline("payments")
                .setKind(AlertKind.DATA_DRIFT)
                .setSeverity(Severity.WARNING)
                .setReason("amount moved")
                .setEventTime(day(20))
                .build());
        story.retrain(request());

        assertThat(lines())
                .containsExactly(
                        "day 21   drift     ⚠ amount moved",
                        "day 21   retrain   asked for by the drift-monitor: examples from day 16 on (where the change began)");
    }

    private static RetrainRequest request() {
        return RetrainRequest.newBuilder()
                .setId("r-1")
                .setPipeline("payments")
                .setRequestedBy("drift-monitor")
                .setReason("amount moved")
                .setEventTime(day(20))
                .setChangeSince(day(15))
                .build();
    }

    private void predict(String model, int day, int times) {
        Requests requests = Requests.NONE;
        for (int i = 0; i < 7; i++) {
            requests = requests.succeeded(Duration.ofMillis(4));
        }
        for (int i = 0; i < times; i++) {
            story.predicted(model, day(day).toEpochMilli(), requests);
        }
    }

    private static Instant day(int day) {
        return DAY_1.plus(Duration.ofDays(day));
    }

    private static DriftReport report(String model, double value) {
        return DriftReport.newBuilder()
                .setPipeline("payments")
                .setModel(model)
                .setWindowStart(DAY_1)
                .setWindowEnd(DAY_1)
                .setRows(1)
                .setFalseAlarmRate(0.01)
                .setDrifted(false)
                .setStatistics(List.of())
                .setPerformance(LivePerformance.newBuilder()
                        .setModel(model)
                        .setLabelled(1_500)
                        .setMetric("prAuc")
                        .setValue(value)
                        .setExpected(0.4)
                        .setMetrics(Map.of())
                        .setDropped(false)
                        .build())
                .build();
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
