package io.headrace.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    @Test
    void aRunningSystemIsToldInAFewLines() {
        assertThat(StatusText.of(Statuses.running()))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("rides   running since 20.* process 4711, data in /data/rides"),
                        line -> assertThat(line).endsWith("✔ cleaning   ✔ connectors"),
                        line -> assertThat(line).contains("✔ source   1,200 rows sent, 100 labels wait for later rows"),
                        line -> assertThat(line).contains("rides@2   linear   logLoss 0.2500   since 20"),
                        line -> assertThat(line)
                                .contains("1,199   clean 1,190   duplicates 4 (their id had come before"),
                        line -> assertThat(line).contains("3   cleaning: km-positive 2   csv: broken-row 1"),
                        line -> assertThat(line)
                                .contains("1,100   features 1,190   examples 1,090   predictions 1,180   alerts 1"),
                        line -> assertThat(line)
                                .contains("cleaning has 3 records to read")
                                .doesNotContain("scoring"),
                        line -> assertThat(line)
                                .contains(
                                        "7 for earlier ones of other partitions   90 rows for their labels   2 labels"),
                        line -> assertThat(line).contains("2026-01-02T03:04:05Z  WARNING   DATA_DRIFT"),
                        line -> assertThat(line).contains("http://127.0.0.1:3"),
                        line -> assertThat(line).contains("/data/rides/headrace.log"));
    }

    @Test
    void aConnectorThatFailsIsToldWithItsReason() {
        assertThat(Statuses.failing().state()).isEqualTo(SystemStatus.State.FAILED);
        assertThat(String.join("\n", StatusText.of(Statuses.failing())))
                .contains("rides   failed since")
                .contains("✘ source: b.csv: its header is not that of a.csv")
                .contains("… connectors: connector source failed and is started again");
    }

    @Test
    void beforeTheFirstModelTheBaselineIsNamed() {
        assertThat(StatusText.model(serving("rides@0", Optional.empty())))
                .isEqualTo("rides@0: the baseline; no model has passed its gates yet");
    }

    @Test
    void aChampionThatDoesNotServeIsNotSaidToServe() {
        assertThat(StatusText.model(serving("rides@0", Optional.of("rides@2"))))
                .isEqualTo(
                        "rides@0: the baseline   the champion rides@2 does not serve: it is being loaded, or was refused "
                                + "(./headrace alerts)");
        assertThat(StatusText.model(serving("rides@1", Optional.of("rides@2"))))
                .startsWith("rides@1   the champion rides@2");
    }

    private static ServingModel serving(String reference, Optional<String> champion) {
        return new ServingModel(reference, champion, Optional.empty(), Optional.empty(), new TreeMap<>(), "logLoss");
    }
}
