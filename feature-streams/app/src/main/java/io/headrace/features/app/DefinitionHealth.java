package io.headrace.features.app;

import io.headrace.features.app.intake.ChangedFeatures;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * What the last change of the definition meant for the features, since this process began: always well, with {@code cold} (names, and
 * how long each takes until it is whole) and {@code kept} (names) where there was one that this process has heard of.
 */
@Singleton
final class DefinitionHealth implements HealthIndicator {

    private static final String NAME = "features-definition";

    private final FeatureMetrics metrics;

    DefinitionHealth(FeatureMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.just(HealthResult.builder(NAME, HealthStatus.UP)
                .details(metrics.change().map(DefinitionHealth::details).orElse(Map.of()))
                .build());
    }

    private static Map<String, Object> details(ChangedFeatures change) {
        SortedMap<String, String> cold = new TreeMap<>();
        for (Map.Entry<String, Duration> feature : change.cold().entrySet()) {
            cold.put(feature.getKey(), ChangedFeatures.whole(feature.getValue()));
        }
        return change.isRestored()
                ? Map.of("restored", cold.keySet(), "kept", change.kept())
                : Map.of("cold", cold, "kept", change.kept());
    }
}
