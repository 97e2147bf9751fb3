package io.headrace.scoring.settings;

import io.headrace.runtime.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What scoring calls may ask for, and whose models may serve.
 *
 * @param maxRows {@code headrace.scoring.max-rows}: events or rows one call may bring, 1 or more
 * @param publicKey {@code headrace.signing.public-key}: PEM file of the Ed25519 key that models are signed with
 * @param baselineRefresh {@code headrace.scoring.baseline-refresh}: how often the announced baseline takes in new labels before the
 *     first model; zero for only when asked
 */
public record ScoringSettings(int maxRows, Optional<Path> publicKey, Duration baselineRefresh) {

    static ScoringSettings read(SettingsReader reader) {
        ScoringSettings settings = new ScoringSettings(
                reader.atLeast(1, "headrace.scoring.max-rows", 10_000),
                reader.find("headrace.signing.public-key", Path.class),
                reader.atLeast(Duration.ZERO, "headrace.scoring.baseline-refresh", Duration.ofSeconds(2)));
        reader.finish();
        return settings;
    }
}
