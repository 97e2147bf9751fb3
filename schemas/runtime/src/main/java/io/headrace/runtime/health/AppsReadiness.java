package io.headrace.runtime.health;

import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.runtime.lifecycle.Apps;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Ready when every app runs: one result an app, and one for the start as a whole. */
@Readiness
@Singleton
final class AppsReadiness implements HealthIndicator {

    private final Apps apps;

    AppsReadiness(Apps apps) {
        this.apps = apps;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        List<HealthResult> results = Stream.concat(
                        Stream.of(result("apps", apps.started(), apps.started() ? "started" : "starting")),
                        apps.all().stream().map(AppsReadiness::result))
                .toList();
        return Flux.fromIterable(results);
    }

    private static HealthResult result(HeadraceApp app) {
        return switch (app.state()) {
            case AppState.Running() -> result(app.name(), true, "running");
            case AppState.Starting(String detail) -> result(app.name(), false, detail);
            case AppState.Stopped() -> result(app.name(), false, "stopped");
            case AppState.Failed(String reason) -> result(app.name(), false, reason);
        };
    }

    private static HealthResult result(String name, boolean up, String detail) {
        return HealthResult.builder(name, up ? HealthStatus.UP : HealthStatus.DOWN)
                .details(Map.of("state", detail))
                .build();
    }
}
