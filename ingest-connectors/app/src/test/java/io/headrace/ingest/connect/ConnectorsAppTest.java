package io.headrace.ingest.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.headrace.ingest.IngestProcess;
import io.headrace.runtime.AppState;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ConnectorsAppTest {

    @Test
    void aStoppedProcessGoesOnWhereItWasNothingLostNothingTwice() throws Exception {
        try (IngestProcess first = start("resumed", Map.of("days", "40", "payments.per.second", "400"))) {
            awaitSome(first, "resumed.raw");
        }
        int before = IngestProcess.read("resumed.raw").size();
        try (IngestProcess second = start("resumed", Map.of("days", "40"))) {
            MeterRegistry meters = second.bean(MeterRegistry.class);
            await().until(() ->
                    meters.get("headrace.connector.records").functionCounter().count() > 100
                            && newest("resumed.labels").startsWith("tx-39-"));
        }

        assertThat(before).isLessThan(IngestProcess.read("resumed.raw").size());
        assertEachPaymentOnce("resumed.raw");
    }

    @Test
    void aRunningConnectorTakesOtherSettingsNothingLostNothingTwice() throws Exception {
        try (IngestProcess process = start("changed", Map.of("days", "40", "payments.per.second", "400"))) {
            awaitSome(process, "changed.raw");

            process.bean(ConnectorsApp.class).change("simulator", Map.of("payments.per.second", "0"));

            await().until(() -> newest("changed.labels").startsWith("tx-39-"));
            assertThatThrownBy(() -> process.bean(ConnectorsApp.class).change("other", Map.of()))
                    .hasMessage("connector other is not set; set are [simulator]");
        }
        assertEachPaymentOnce("changed.raw");
    }

    @Test
    void aPausedConnectorSendsNothingIsHealthyAndGoesOnWhereItWas() throws Exception {
        try (IngestProcess process = start("paused", Map.of("days", "40", "payments.per.second", "400"))) {
            awaitSome(process, "paused.raw");
            ConnectorsApp connectors = process.bean(ConnectorsApp.class);

            connectors.pause("simulator");
            await().until(() -> connectors.reports().getFirst().state().equals("paused"));
            connectors.change("simulator", Map.of("payments.per.second", "0"));
            await().until(() -> connectors.reports().getFirst().state().equals("paused"));

            assertThat(process.state("connectors")).isInstanceOf(AppState.Running.class);
            assertThat(newest("paused.labels")).doesNotStartWith("tx-39-");
            connectors.resume("simulator");
            await().until(() -> newest("paused.labels").startsWith("tx-39-"));
            assertThatThrownBy(() -> connectors.pause("other"))
                    .hasMessage("connector other is not set; set are [simulator]");
        }
        assertEachPaymentOnce("paused.raw");
    }

    @Test
    void badSettingsOfAConnectorAreTold() throws Exception {
        try (IngestProcess process = start("wrong", Map.of("customers", "none", "drift.day", "-7"))) {
            await().until(() -> process.state("connectors") instanceof AppState.Failed);

            assertThat(((AppState.Failed) process.state("connectors")).reason())
                    .startsWith("headrace.connectors.simulator: ")
                    .contains("Invalid value none for configuration customers")
                    .contains("Invalid value -7 for configuration drift.day")
                    .doesNotContain("endpoint");
        }
    }

    private static void awaitSome(IngestProcess process, String raw) {
        process.awaitRunning("connectors");
        await().until(() -> IngestProcess.read(raw).size() > 100);
    }

    private static void assertEachPaymentOnce(String raw) {
        List<String> ids =
                IngestProcess.read(raw).stream().map(ConsumerRecord::key).toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).hasSize(expectedIds(ids));
    }

    private static IngestProcess start(String pipeline, Map<String, String> connector) throws IOException {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "headrace.connectors.simulator.connector.class",
                        "io.headrace.connectors.payments.PaymentsSourceConnector",
                "headrace.connectors.simulator.customers", "50",
                "headrace.connectors.simulator.terminals", "100",
                "headrace.connectors.simulator.radius", "40",
                "headrace.connectors.simulator.fraud.intensity", "10"));
        connector.forEach((key, value) -> settings.put("headrace.connectors.simulator." + key, value));
        return IngestProcess.start(pipeline, settings);
    }

    /** Ids are numbered by day without gaps: as many as the highest numbers say. */
    private static int expectedIds(List<String> ids) {
        Map<String, Integer> byDay = new HashMap<>();
        ids.forEach(id -> {
            String[] parts = id.split("-", -1);
            byDay.merge(parts[1], Integer.parseInt(parts[2]) + 1, Math::max);
        });
        return byDay.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String newest(String topic) {
        return IngestProcess.read(topic).stream()
                .reduce((older, newer) -> newer.timestamp() >= older.timestamp() ? newer : older)
                .map(ConsumerRecord::key)
                .orElse("");
    }
}
