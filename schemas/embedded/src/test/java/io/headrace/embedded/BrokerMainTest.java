package io.headrace.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerMainTest {

    @Test
    void variablesAreKafkasSettingsAsInTheOfficialImage() {
        assertThat(BrokerMain.settings(Map.of(
                        "KAFKA_LOG_DIRS", "/var/kafka",
                        "KAFKA_A__B___C", "1",
                        "PATH", "/bin")))
                .isEqualTo(Map.of("log.dirs", "/var/kafka", "a_b-c", "1"));
    }
}
