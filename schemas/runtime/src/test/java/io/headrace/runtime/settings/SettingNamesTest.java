package io.headrace.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingNamesTest {

    @Test
    void aVariableThatIsAlmostASettingIsToldWithTheOneThatWasMeant() {
        assertThat(SettingNames.misspeltVariables(
                        List.of("KAFKA_BOOTSTRAP_SERVER", "HEADRACE_PARTITION", "SCHEMA_REGISTRY_URI")))
                .containsExactly(
                        "HEADRACE_PARTITION sets nothing; was HEADRACE_PARTITIONS meant?",
                        "KAFKA_BOOTSTRAP_SERVER sets nothing; was KAFKA_BOOTSTRAP_SERVERS meant?",
                        "SCHEMA_REGISTRY_URI sets nothing; was SCHEMA_REGISTRY_URL meant?");
    }

    @Test
    void settingsAndOthersVariablesAreLeftInPeace() {
        assertThat(SettingNames.misspeltVariables(List.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "KAFKA_SASL_JAAS_CONFIG",
                        "SCHEMA_REGISTRY_URL",
                        "HEADRACE_LOG_LEVEL",
                        "HEADRACE_STATE_DIR",
                        "KAFKA_HEAP_OPTS",
                        "PATH")))
                .isEmpty();
    }

    @Test
    void namesOfConnectorsAreTheUsers() {
        assertThat(SettingNames.isHeadrace("headrace.connectors.any.connector.class"))
                .isTrue();
        assertThat(SettingNames.isHeadrace("headrace.partition")).isFalse();
        assertThat(SettingNames.nearest("headrace.partition")).isEqualTo("headrace.partitions");
    }
}
