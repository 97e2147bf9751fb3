package io.headrace.scoring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScoringSettingsTest {

    @Test
    void defaults() {
        assertThat(read(Map.of()))
                .isEqualTo(new ScoringSettings(
                        10_000, Optional.empty(), Duration.ofSeconds(2), List.of(), Duration.ofMillis(500)));
    }

    @Test
    void everyPropertyIsRead() {
        assertThat(read(Map.of(
                        "headrace.scoring.max-rows",
                        "7",
                        "headrace.signing.public-key",
                        "keys/trusted.pem",
                        "headrace.features.addresses",
                        "features-0:9090, features-1:9090",
                        "headrace.features.timeout",
                        "PT0.2S")))
                .isEqualTo(new ScoringSettings(
                        7,
                        Optional.of(Path.of("keys/trusted.pem")),
                        Duration.ofSeconds(2),
                        List.of("features-0:9090", "features-1:9090"),
                        Duration.ofMillis(200)));
    }

    @Test
    void everyWrongValueIsNamedWithItsProperty() {
        assertThatThrownBy(() -> read(Map.of("headrace.scoring.max-rows", "ten thousand")))
                .hasRootCauseMessage(
                        "headrace.scoring.max-rows (HEADRACE_SCORING_MAX_ROWS): \"ten thousand\" is not a whole number");
        assertThatThrownBy(() -> read(Map.of("headrace.scoring.max-rows", "0")))
                .hasRootCauseMessage("headrace.scoring.max-rows: 0 is too small; write 1 or more");
    }

    private static ScoringSettings read(Map<String, Object> properties) {
        try (ApplicationContext context = ApplicationContext.run(properties)) {
            return context.getBean(ScoringSettings.class);
        }
    }
}
