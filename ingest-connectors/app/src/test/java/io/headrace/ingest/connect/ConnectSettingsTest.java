package io.headrace.ingest.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.runtime.settings.KafkaSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectSettingsTest {

    @Test
    void settingsBelongToTheConnectorTheirFirstPartNames() {
        assertThat(ConnectSettings.byName(
                        Map.of("a.connector.class", "A", "a.payments.per.second", "5", "b.connector.class", "B")))
                .isEqualTo(Map.of(
                        "a", Map.of("connector.class", "A", "payments.per.second", "5"),
                        "b", Map.of("connector.class", "B")));
    }

    @Test
    void aConnectorWithoutClassIsTold() {
        assertThatThrownBy(() -> ConnectSettings.byName(Map.of("a.seed", "5")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("headrace.connectors.a: connector.class is not set");
    }

    @Test
    void theWorkerAndEachOfItsClientsReachKafkaAlike() {
        Map<String, String> worker =
                WorkerDefaults.of("payments", (short) 3, new KafkaSettings(Map.of("security.protocol", "SASL_SSL")));

        assertThat(worker)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("producer.security.protocol", "SASL_SSL")
                .containsEntry("consumer.security.protocol", "SASL_SSL")
                .containsEntry("admin.security.protocol", "SASL_SSL")
                .containsEntry("exactly.once.source.support", "enabled")
                .containsEntry("offset.storage.topic", "headrace-payments-connect-offsets")
                .containsEntry("config.storage.replication.factor", "3");
    }
}
