package io.headrace.scoring.features;

import io.micronaut.context.annotation.Requires;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Which partitions' features cannot be had now: always well, with {@code missing}, since the others are answered. */
@Singleton
@Requires(beans = FeaturesElsewhere.class)
final class FeaturesHealth implements HealthIndicator {

    private final FeaturesElsewhere features;

    FeaturesHealth(FeaturesElsewhere features) {
        this.features = features;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.just(HealthResult.builder("features-elsewhere", HealthStatus.UP)
                .details(Map.of("missing", features.missing()))
                .build());
    }
}
