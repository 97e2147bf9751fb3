package io.headrace.monitor.topology;

import static io.headrace.monitor.TestPipeline.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.monitor.TestPipeline;
import io.headrace.monitor.drift.CountedStatistic;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.AlertKind;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.DriftStatistic;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.avro.Severity;
import io.headrace.schemas.quarantine.Quarantined;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorTopologyTest {

    private final MonitorDriver driver = new MonitorDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    @ParameterizedTest
    @CsvSource({"1, topology", "4, topology-several-partitions"})
    void isTheTopologyOfTheGoldenFile(int partitions, String file) throws IOException {
        String golden;
        try (var in = getClass().getResourceAsStream("/golden/" + file + ".txt")) {
            golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(MonitorDriver.description(partitions)).isEqualTo(golden);
    }

    @Test
    void reportsEveryWindowAndStaysQuietWithoutDrift() {
        driver.rows(5 * WINDOW + 1, "payments@1", 10);

        List<DriftReport> reports = driver.reports();
        assertThat(reports).hasSize(5).allMatch(report -> report.getRows() == WINDOW && !report.getDrifted());
        assertThat(reports.getFirst().getStatistics().stream().map(DriftStatistic::getFeature))
                .containsExactly("amount", "channel", CountedStatistic.PREDICTION);
        assertThat(driver.alerts()).isEmpty();
        assertThat(driver.requests()).isEmpty();
    }

    @Test
    void aShiftAlarmsOnceAndAsksForOneCandidateFromWhereItBegan() {
        driver.rows(2 * WINDOW, "payments@1", 10);
        long change = driver.now();
        driver.rows(4 * WINDOW, "payments@1", 30);

        List<TestRecord<String, Alert>> alerts = driver.alerts();
        assertThat(alerts).hasSize(1);
        Alert alert = alerts.getFirst().value();
        assertThat(alert.getKind()).isEqualTo(AlertKind.DATA_DRIFT);
        assertThat(alert.getSeverity()).isEqualTo(Severity.WARNING);
        assertThat(alert.getFeatures()).containsExactly("amount");
        assertThat(alert.getReason()).isEqualTo("amount moved (p < 0.001 over 3 statistics together)");
        List<RetrainRequest> requests = driver.requests();
        assertThat(requests).hasSize(1);
        assertThat(requests.getFirst().getModel()).isEqualTo("payments@1");
        assertThat(requests.getFirst().getChangeSince())
                .isBetween(Instant.ofEpochMilli(change), Instant.ofEpochMilli(change + 60 * 60_000));
    }

    @Test
    void labelsOfEventsOfLongAgoDoNotTurnTheClockBack() {
        driver.rowsWithOldLabels(2 * WINDOW, "payments@1", 10, Duration.ofDays(8));
        long change = driver.now();
        driver.rowsWithOldLabels(2 * WINDOW, "payments@1", 30, Duration.ofDays(8));

        assertThat(driver.reports())
                .allSatisfy(report ->
                        assertThat(report.getWindowStart()).isAfterOrEqualTo(Instant.ofEpochMilli(TestPipeline.NOON)));
        assertThat(driver.requests().getFirst().getChangeSince()).isAfterOrEqualTo(Instant.ofEpochMilli(change));
    }

    @Test
    void alertsAreCloudEvents() {
        driver.rows(2 * WINDOW, "payments@1", 10);
        driver.rows(2 * WINDOW, "payments@1", 30);

        TestRecord<String, Alert> alert = driver.alerts().getFirst();
        assertThat(alert.key()).isEqualTo("payments");
        assertThat(text(alert.headers(), "ce_specversion")).isEqualTo("1.0");
        assertThat(text(alert.headers(), "ce_type")).isEqualTo("io.headrace.alert.data-drift");
        assertThat(text(alert.headers(), "ce_source")).isEqualTo("/headrace/payments/drift-monitor");
        assertThat(text(alert.headers(), "ce_subject")).isEqualTo("payments@1");
    }

    @Test
    void driftThatEndsIsAlertedToo() {
        driver.rows(2 * WINDOW, "payments@1", 10);
        driver.rows(WINDOW, "payments@1", 30);
        driver.rows(2 * WINDOW + 1, "payments@1", 10);

        assertThat(driver.alerts().stream().map(alert -> alert.value().getKind()))
                .containsExactly(AlertKind.DATA_DRIFT, AlertKind.RECOVERED);
    }

    @Test
    void whatDiffersFromTheStartIsReportedOnceAndAsksForNothing() {
        driver.rows(5 * WINDOW + 1, "payments@1", 30);

        List<TestRecord<String, Alert>> alerts = driver.alerts();
        assertThat(alerts).hasSize(1);
        assertThat(alerts.getFirst().value().getSeverity()).isEqualTo(Severity.INFO);
        assertThat(alerts.getFirst().value().getReason())
                .startsWith("amount differs from the training rows since payments@1 began to serve");
        assertThat(driver.requests()).isEmpty();
        assertThat(driver.reports().stream().map(DriftReport::getDrifted))
                .containsExactly(true, false, false, false, false);
    }

    @Test
    void whatDifferedFromTheStartAlarmsWhenItMovesOn() {
        driver.rows(2 * WINDOW, "payments@1", 30);
        driver.rows(2 * WINDOW, "payments@1", 500);

        assertThat(driver.alerts().stream().map(alert -> alert.value().getSeverity()))
                .containsExactly(Severity.INFO, Severity.WARNING);
        assertThat(driver.requests()).hasSize(1);
    }

    @Test
    void goesOverToTheModelThatPredictionsNameAndMayAskAgain() {
        driver.rows(2 * WINDOW, "payments@1", 10);
        driver.rows(2 * WINDOW, "payments@1", 30);
        driver.passTime(Duration.ofDays(1));
        driver.rows(3 * WINDOW, "payments@2", 16);
        driver.rows(2 * WINDOW, "payments@2", 80);

        assertThat(driver.reports().stream()
                        .filter(report -> report.getModel().equals("payments@2"))
                        .map(DriftReport::getDrifted)
                        .toList())
                .startsWith(false, false)
                .endsWith(true);
        assertThat(driver.requests().stream().map(RetrainRequest::getModel))
                .containsExactly("payments@1", "payments@2");
    }

    @Test
    void mixedPredictionsAtASwapDoNotThrowAwayTheWindow() {
        driver.rows(WINDOW / 2, "payments@1", 10);
        driver.rows(5, "payments@2", 10);
        driver.rows(WINDOW / 2 + 1, "payments@1", 10);

        assertThat(driver.reports())
                .hasSize(1)
                .allMatch(report -> report.getModel().equals("payments@1"));
    }

    @Test
    void theAnnouncedBaselinePredictorIsNotWatched() {
        driver.rows(2 * WINDOW, "payments@0", 10);

        assertThat(driver.reports()).isEmpty();
    }

    @Test
    void aDropOfPerformanceIsAlarmedAndSoIsItsEnd() {
        driver.rows(1, "payments@1", 10);
        driver.labelled(2 * WINDOW, "payments@1", 0.6);
        driver.labelled(2 * WINDOW, "payments@1", 0.0);
        driver.labelled(3 * WINDOW, "payments@1", 0.6);

        List<Alert> alerts = driver.alerts().stream().map(TestRecord::value).toList();
        assertThat(alerts.stream().map(Alert::getKind))
                .containsExactly(AlertKind.PERFORMANCE_DROP, AlertKind.RECOVERED);
        assertThat(alerts.getFirst().getSeverity()).isEqualTo(Severity.CRITICAL);
        assertThat(alerts.getFirst().getReason())
                .matches("PR AUC 0\\.80 → 0\\.\\d\\d on the last 200 labelled predictions");
        assertThat(driver.requests()).hasSize(1);
    }

    @Test
    void reportsCarryThePerformance() {
        driver.rows(WINDOW / 2, "payments@1", 10);
        driver.labelled(WINDOW, "payments@1", 0.6);
        driver.rows(WINDOW, "payments@1", 10);

        DriftReport report = driver.reports().getFirst();
        assertThat(report.getPerformance().getModel()).isEqualTo("payments@1");
        assertThat(report.getPerformance().getExpected()).isEqualTo(TestPipeline.PROMISED_PR_AUC);
        assertThat(report.getPerformance().getValue()).isGreaterThan(0.8);
    }

    /** Counted as they came, the model's first labels would all be of positives, and its next ones of negatives. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void positivesThatAreKnownEarlyCountTogetherWithTheNegativesOfTheirDaysHoweverOftenNothingComes(
            boolean labelsLast) {
        driver.rowsWithLabelsReadAhead((int) Duration.ofDays(10).toMinutes(), "payments@1", labelsLast);

        List<DriftReport> reports = driver.reports();
        Instant mature = Instant.ofEpochMilli(TestPipeline.NOON).plus(Duration.ofDays(8));
        assertThat(reports)
                .filteredOn(report -> report.getWindowEnd().isBefore(mature))
                .hasSizeGreaterThan(50)
                .allSatisfy(report -> assertThat(report.getPerformance()).isNull());
        assertThat(reports)
                .filteredOn(report -> report.getWindowEnd().isAfter(mature.plus(Duration.ofHours(6))))
                .hasSizeGreaterThan(10)
                .allSatisfy(report -> assertThat(report.getPerformance().getValue())
                        .as("PR AUC of what knows nothing: the share of positives")
                        .isBetween(0.15, 0.4));
    }

    @Test
    void aReplacedVersionsLabelsAreReportedUntilTheNewOnesCome() {
        driver.rows(1, "payments@1", 10);
        driver.labelled(WINDOW, "payments@1", 0.6);
        driver.rows(WINDOW + 30, "payments@2", 16);
        driver.labelled(WINDOW, "payments@2", 0.6);
        driver.rows(WINDOW, "payments@2", 16);

        assertThat(driver.reports().stream()
                        .map(report -> report.getPerformance().getModel()))
                .containsExactly("payments@1", "payments@2");
    }

    @Test
    void aWindowOutlivesTheVersionsThatScoredItsRows() {
        for (int i = 0; i < 8; i++) {
            driver.rows(
                    WINDOW / 2,
                    List.of("payments@1", "payments@3", "payments@4", "payments@5")
                            .get(i % 4),
                    10);
        }
        assertThat(driver.alerts()).isEmpty();
        assertThat(driver.reports()).hasSize(3).allMatch(report -> report.getRows() == WINDOW && !report.getDrifted());

        for (int i = 0; i < 5; i++) {
            driver.rows(
                    WINDOW / 2,
                    List.of("payments@1", "payments@3", "payments@4", "payments@5")
                            .get(i % 4),
                    30);
        }

        assertThat(driver.alerts().stream().map(TestRecord::value))
                .singleElement()
                .matches(alert -> alert.getKind() == AlertKind.DATA_DRIFT
                        && alert.getSeverity() == Severity.WARNING
                        && alert.getFeatures().equals(List.of("amount")));
        assertThat(driver.requests()).hasSize(1);
    }

    @Test
    void anAlarmOutlivesASwapAndIsOverWhenTheNewVersionsTrainingRowsMatch() {
        driver.rows(2 * WINDOW, "payments@1", 10);
        driver.rows(2 * WINDOW, "payments@1", 16);
        driver.rows(2 * WINDOW, "payments@2", 16);

        assertThat(driver.alerts().stream().map(alert -> alert.value().getReason()))
                .containsExactly(
                        "amount moved (p < 0.001 over 3 statistics together)",
                        "amount matches payments@2's training rows again");
    }

    @Test
    void anotherFeatureThatMovesUnderAStandingAlarmIsAlerted() {
        driver.rows(2 * WINDOW, "payments@1", 10);
        driver.rows(2 * WINDOW, "payments@1", 30);
        driver.rowsOfOneChannel(2 * WINDOW, "payments@1", 30);
        driver.rows(2 * WINDOW + 1, "payments@1", 10);

        assertThat(driver.alerts().stream().map(alert -> alert.value().getFeatures()))
                .containsExactly(List.of("amount"), List.of("channel"), List.of("amount", "channel"));
    }

    @Test
    void anotherFeatureThatMovesWhileVersionsChangeIsAlerted() {
        driver.rows(2 * WINDOW, "payments@1", 10);
        driver.rows(2 * WINDOW, "payments@3", 30);
        driver.rowsOfOneChannel(WINDOW, "payments@4", 30);
        driver.rowsOfOneChannel(WINDOW, "payments@5", 30);

        assertThat(driver.alerts().stream().map(alert -> alert.value().getFeatures()))
                .containsExactly(List.of("amount"), List.of("channel"));
    }

    @Test
    void noTwoAlertsHaveTheSameId() {
        driver.rows(2 * WINDOW, "payments@1", 10);
        driver.rowsOfOneChannel(2 * WINDOW, "payments@1", 30);
        driver.labelled(2 * WINDOW, "payments@1", 0.0);
        driver.rows(2 * WINDOW, "payments@1", 10);
        driver.labelled(3 * WINDOW, "payments@1", 0.6);

        List<TestRecord<String, Alert>> alerts = driver.alerts();
        assertThat(alerts.stream().map(alert -> alert.value().getKind()))
                .contains(AlertKind.DATA_DRIFT, AlertKind.PERFORMANCE_DROP, AlertKind.RECOVERED);
        assertThat(alerts.stream().map(alert -> text(alert.headers(), "ce_id"))).doesNotHaveDuplicates();
    }

    @Test
    void aReplacedVersionIsReportedAndNotAlarmedAbout() {
        driver.rows(WINDOW + 50, "payments@1", 10);
        driver.rows(WINDOW + 50, "payments@2", 16);
        driver.labelled(5 * WINDOW, "payments@1", 0.0);
        driver.rows(2 * WINDOW, "payments@2", 16);

        DriftReport last = driver.reports().getLast();
        assertThat(last.getModel()).isEqualTo("payments@2");
        assertThat(last.getPerformance().getModel()).isEqualTo("payments@1");
        assertThat(last.getPerformance().getLabelled()).isEqualTo(WINDOW);
        assertThat(last.getPerformance().getValue()).isLessThan(0.3);
        assertThat(driver.alerts().stream().map(alert -> alert.value().getKind()))
                .doesNotContain(AlertKind.PERFORMANCE_DROP);
    }

    @Test
    void versionsThatServeTooBrieflyAreCheckedTogether() {
        List<String> versions = List.of("payments@1", "payments@3", "payments@4", "payments@5");
        versions.forEach(version -> driver.rows(WINDOW / 2, version, 10));
        versions.forEach(version -> driver.labelled(WINDOW / 2, version, 0.0));
        driver.rows(WINDOW, "payments@5", 10);

        assertThat(driver.alerts().stream().map(TestRecord::value))
                .singleElement()
                .matches(alert -> alert.getKind() == AlertKind.PERFORMANCE_DROP
                        && alert.getModel().equals("payments@5")
                        && alert.getReason().endsWith("payments@1 to payments@3 together"));
        assertThat(driver.reports().getLast().getPerformance().getModel()).isEqualTo("payments@5");
    }

    @Test
    void poisonGoesToQuarantineAndTheStreamGoesOn() {
        for (String topic : List.of("payments.features", "payments.predictions", "payments.examples")) {
            driver.poison(topic);
        }
        driver.rows(WINDOW + 1, "payments@1", 10);

        assertThat(driver.quarantine())
                .hasSize(3)
                .allMatch(record -> record.value().length == 3
                        && Quarantined.read(record.headers())
                                .orElseThrow()
                                .app()
                                .equals("monitor"));
        assertThat(driver.reports()).hasSize(1);
    }

    @Test
    void nothingWaitsForEverForItsCounterpart() {
        driver.unpairedPrediction("payments@1");
        long waiting = driver.waiting();
        for (int day = 0; day < 40; day++) {
            driver.passTime(Duration.ofDays(1));
            for (int i = 0; i < 10; i++) {
                driver.rows(1, "payments@1", 10);
            }
        }

        // Every event's prediction waits for a label: those of the last ten days are left, those of the hundred events
        // by which the clock follows behind, those of a page with one of these, and of a sixteenth of ten days more.
        assertThat(waiting).isEqualTo(1);
        assertThat(driver.waiting()).isLessThanOrEqualTo(10 * 11 + 100 + 32 + 10);
    }

    // Beside "pending", see above; "packing" holds one record at most.
    @ParameterizedTest
    @CsvSource({"watch, sequence, 220", "watch, watch, 40", "watch, sources, 2", "join, join-progress, 1"})
    void nothingGrowsWithTheNumberOfEvents(String store, String section, int most) {
        driver.rowsWithOldLabels(3 * WINDOW, "payments@1", 10, Duration.ofDays(8));
        long before = driver.entries(store, section);
        driver.rowsWithOldLabels(3 * WINDOW, "payments@1", 10, Duration.ofDays(8));

        assertThat(before).isBetween(0L, (long) most);
        assertThat(driver.entries(store, section)).isBetween(0L, (long) most);
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
