package io.headrace.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.value.MapPropertyResolver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadraceSettingsTest {

    @Test
    void defaults() {
        try (ApplicationContext context = ApplicationContext.run()) {
            assertThat(context.getBean(HeadraceSettings.class))
                    .isEqualTo(new HeadraceSettings(
                            Optional.empty(), Path.of("data/state"), 4, (short) 1, true, Duration.ofMinutes(2)));
            assertThat(context.getBean(StreamsSettings.class)).isEqualTo(StreamsSettings.DEFAULTS);
        }
    }

    @Test
    void everyPropertyIsRead() {
        try (ApplicationContext context = ApplicationContext.run(Map.of(
                "headrace.pipeline", "p.yaml",
                "headrace.state-dir", Path.of("/var/lib/headrace"),
                "headrace.partitions", 12,
                "headrace.replication", 3,
                "headrace.create-topics", false,
                "headrace.start-timeout", "30s",
                "headrace.streams.commit-interval-ms", 20,
                "headrace.streams.threads", 2,
                "headrace.streams.standby-replicas", 1))) {
            assertThat(context.getBean(HeadraceSettings.class))
                    .isEqualTo(new HeadraceSettings(
                            Optional.of(Path.of("p.yaml")),
                            Path.of("/var/lib/headrace"),
                            12,
                            (short) 3,
                            false,
                            Duration.ofSeconds(30)));
            assertThat(context.getBean(StreamsSettings.class))
                    .isEqualTo(new StreamsSettings(20, 2, 1, Optional.of(Duration.ofMillis(100))));
        }
    }

    @Test
    void everyWrongValueIsNamedWithItsProperty() {
        try (ApplicationContext context = ApplicationContext.run(
                Map.of("headrace.partitions", "many", "headrace.replication", 0, "headrace.start-timeout", "soon"))) {
            assertThatThrownBy(() -> context.getBean(HeadraceSettings.class))
                    .hasRootCauseMessage(
                            "headrace.partitions (HEADRACE_PARTITIONS): \"many\" is not a whole number;"
                                    + " headrace.replication: 0 is too small; write 1 or more;"
                                    + " headrace.start-timeout (HEADRACE_START_TIMEOUT): \"soon\" is not a duration such as PT30S or PT2M");
        }
    }

    @Test
    void aLengthOfTimeThatIsTooShortIsRefused() {
        SettingsReader reader = new SettingsReader(new MapPropertyResolver(Map.of("a", "PT0.5S", "b", "PT3S")));

        reader.atLeast(Duration.ofSeconds(1), "a", Duration.ofSeconds(5));
        assertThat(reader.atLeast(Duration.ofSeconds(1), "b", Duration.ofSeconds(5)))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(reader.atLeast(Duration.ofSeconds(1), "c", Duration.ofSeconds(5)))
                .isEqualTo(Duration.ofSeconds(5));
        assertThatThrownBy(reader::finish).hasMessage("a: PT0.5S is too short; write PT1S or longer");
    }
}
