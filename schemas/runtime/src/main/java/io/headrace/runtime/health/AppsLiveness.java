package io.headrace.runtime.health;

import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.runtime.lifecycle.Apps;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Alive while no app has given up: only then does a new start of the process help. */
@Liveness
@Singleton
final class AppsLiveness implements HealthIndicator {

    private final Apps apps;

    AppsLiveness(Apps apps) {
        this.apps = apps;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Map<String, String> failed = apps.all().stream()
                .filter(app -> app.state() instanceof AppState.Failed)
                .collect(Collectors.toMap(HeadraceApp::name, AppsLiveness::reason));
        return Mono.just(HealthResult.builder("failedApps", failed.isEmpty() ? HealthStatus.UP : HealthStatus.DOWN)
                .details(failed)
                .build());
    }

    private static String reason(HeadraceApp app) {
        return app.state() instanceof AppState.Failed(String reason) ? reason : "recovered";
    }
}
