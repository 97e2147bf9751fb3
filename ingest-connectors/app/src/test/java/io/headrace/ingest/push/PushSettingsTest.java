package io.headrace.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PushSettingsTest {

    @Test
    void defaults() {
        assertThat(read(Map.of())).isEqualTo(new PushSettings(Duration.ofSeconds(10), 10_000));
    }

    @Test
    void everyPropertyIsRead() {
        assertThat(read(Map.of("headrace.push.timeout", "PT2S", "headrace.push.max-records", "7")))
                .isEqualTo(new PushSettings(Duration.ofSeconds(2), 7));
    }

    @Test
    void everyWrongValueIsNamedWithItsProperty() {
        assertThatThrownBy(() -> read(Map.of("headrace.push.timeout", "soon", "headrace.push.max-records", "0")))
                .hasRootCauseMessage("headrace.push.timeout (HEADRACE_PUSH_TIMEOUT): \"soon\" is not a duration such as"
                        + " PT30S or PT2M; headrace.push.max-records: 0 is too small; write 1 or more");
        assertThatThrownBy(() -> read(Map.of("headrace.push.timeout", "PT0.5S")))
                .hasRootCauseMessage("headrace.push.timeout: PT0.5S is too short; write PT1S or longer");
    }

    private static PushSettings read(Map<String, Object> properties) {
        try (ApplicationContext context = ApplicationContext.run(properties)) {
            return context.getBean(PushSettings.class);
        }
    }
}
