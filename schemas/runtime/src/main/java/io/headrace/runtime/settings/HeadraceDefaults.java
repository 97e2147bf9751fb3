package io.headrace.runtime.settings;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/**
 * Micronaut settings every process starts from, weaker than any file or variable: probes and metrics are open, since they
 * hold no secrets and Kubernetes and Prometheus come without credentials. The OpenAPI documents that apps were built with are
 * served under {@code /openapi}.
 */
public final class HeadraceDefaults implements ApplicationContextConfigurer {

    /** Below files (-300 and up), variables and system properties. */
    private static final int WEAKEST = -10_000;

    /** For Micronaut, which finds it as a service. */
    public HeadraceDefaults() {}

    @Override
    public void configure(ApplicationContextBuilder builder) {
        builder.banner(false);
        builder.propertySources(PropertySource.of(
                "headrace-defaults",
                Map.of(
                        "micronaut.application.name", "headrace",
                        "endpoints.health.discovery-client.enabled", false,
                        "endpoints.health.sensitive", false,
                        "endpoints.health.details-visible", "ANONYMOUS",
                        "endpoints.prometheus.enabled", true,
                        "endpoints.prometheus.sensitive", false,
                        "micronaut.metrics.enabled", true,
                        "micronaut.metrics.export.prometheus.enabled", true,
                        "micronaut.router.static-resources.openapi.mapping", "/openapi/**",
                        "micronaut.router.static-resources.openapi.paths", "classpath:META-INF/swagger"),
                WEAKEST));
    }
}
