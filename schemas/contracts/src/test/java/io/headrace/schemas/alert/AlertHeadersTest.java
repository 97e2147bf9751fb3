package io.headrace.schemas.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.AlertKind;
import io.headrace.schemas.avro.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AlertHeadersTest {

    @Test
    void anAlertIsACloudEventInTheBinaryBinding() {
        Alert alert = new Alert(
                "payments",
                AlertKind.MODEL_REFUSED,
                Severity.CRITICAL,
                "payments@3 is not signed",
                "payments@3",
                List.of(),
                Instant.EPOCH,
                Map.of());

        Map<String, String> headers = new TreeMap<>();
        AlertHeaders.of(alert, "scoring", "payments@3/refused", "payments@3", Instant.parse("2026-01-02T03:04:05Z"))
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));

        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "payments@3/refused",
                        "ce_source", "/headrace/payments/scoring",
                        "ce_type", "io.headrace.alert.model-refused",
                        "ce_time", "2026-01-02T03:04:05Z",
                        "ce_subject", "payments@3",
                        "content-type", "application/avro"));
    }
}
