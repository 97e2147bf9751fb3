package io.headrace.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.settings.HeadraceSettings;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.runtime.settings.StreamsSettings;
import io.headrace.schemas.topics.TopicLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class StreamsConfigurationTest {

    @Test
    void internalTopicsTakeEventsDatedAheadOfTheBrokersClock() {
        assertThat(config(Map.of()))
                .containsEntry("topic.message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));
    }

    @Test
    void faultsOfGlobalThreadsGoTheWayOfAllFaults() {
        assertThat(config(Map.of())).containsEntry("processing.exception.handler.global.enabled", true);
    }

    @Test
    void internalTopicsTakeWhatAProducerMaySend() {
        assertThat(config(Map.of()))
                .containsEntry("topic.max.message.bytes", String.valueOf(TopicLimits.INTERNAL))
                .containsEntry("max.request.size", TopicLimits.INTERNAL);
    }

    @Test
    void aKilledProcessGoesOnWithItsStores() {
        assertThat(config(Map.of())).containsEntry("enable.transactional.statestores", true);
    }

    @Test
    void batchesAreLargeAndSentSoonUnlessTheUserSaysOtherwise() {
        assertThat(config(Map.of())).containsEntry("batch.size", 64 << 10).containsEntry("linger.ms", 5);
        assertThat(config(Map.of("batch.size", "16384"))).containsEntry("batch.size", "16384");
    }

    @Test
    void theUsersSettingsWinExceptOverExactlyOnce() {
        assertThat(config(Map.of("processing.guarantee", "at_least_once", "topic.retention.ms", "1")))
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("topic.retention.ms", "1");
    }

    @Test
    void aNewProcessGetsItsShareWithinAMinuteUnlessTheUserSaysOtherwise() {
        assertThat(config(Map.of())).containsEntry("probing.rebalance.interval.ms", 60_000);
        assertThat(config(Map.of("probing.rebalance.interval.ms", "90000")))
                .containsEntry("probing.rebalance.interval.ms", "90000");
    }

    private static Properties config(Map<String, String> kafka) {
        HeadraceSettings headrace =
                new HeadraceSettings(Optional.empty(), Path.of("state"), 1, (short) 1, true, Duration.ofSeconds(10));
        return new StreamsConfiguration(new KafkaSettings(kafka), headrace, StreamsSettings.DEFAULTS)
                .of("headrace-visits-cleaning", Map.of());
    }
}
