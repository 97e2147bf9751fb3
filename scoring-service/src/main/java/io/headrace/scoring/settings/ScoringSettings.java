package io.headrace.scoring.settings;

import io.headrace.runtime.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What scoring calls may ask for, and whose models may serve.
 *
 * @param maxRows {@code headrace.scoring.max-rows}: events or rows one call may bring, 1 or more
 * @param publicKey {@code headrace.signing.public-key}: PEM file of the Ed25519 key that models are signed with
 * @param baselineRefresh {@code headrace.scoring.baseline-refresh}: how often the announced baseline takes in new labels before the
 *     first model; zero for only when asked
 * @param features {@code headrace.features.addresses}: host:port, with commas, of the features app's gRPC servers, where it runs elsewhere; one
 *     that is there is enough, and a name may stand for several
 * @param featuresTimeout {@code headrace.features.timeout}: how long the features of one request are waited for
 */
public record ScoringSettings(
        int maxRows,
        Optional<Path> publicKey,
        Duration baselineRefresh,
        List<String> features,
        Duration featuresTimeout) {

    public ScoringSettings {
        features = List.copyOf(features);
    }

    static ScoringSettings read(SettingsReader reader) {
        ScoringSettings settings = new ScoringSettings(
                reader.atLeast(1, "headrace.scoring.max-rows", 10_000),
                reader.find("headrace.signing.public-key", Path.class),
                reader.atLeast(Duration.ZERO, "headrace.scoring.baseline-refresh", Duration.ofSeconds(2)),
                reader.find("headrace.features.addresses", String.class)
                        .map(addresses -> List.of(addresses.split("\\s*,\\s*")))
                        .orElse(List.of()),
                reader.atLeast(Duration.ofMillis(1), "headrace.features.timeout", Duration.ofMillis(500)));
        reader.finish();
        return settings;
    }
}
