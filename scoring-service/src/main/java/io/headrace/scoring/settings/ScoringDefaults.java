package io.headrace.scoring.settings;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/** The gRPC server's port, weaker than any file or variable; Micronaut's own would be 50051. */
public final class ScoringDefaults implements ApplicationContextConfigurer {

    /** Below files (-300 and up), variables and system properties. */
    private static final int WEAKEST = -10_000;

    /** For Micronaut, which finds it as a service. */
    public ScoringDefaults() {}

    @Override
    public void configure(ApplicationContextBuilder builder) {
        builder.propertySources(
                PropertySource.of("headrace-scoring-defaults", Map.of("grpc.server.port", 9090), WEAKEST));
    }
}
