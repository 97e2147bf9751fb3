package io.headrace.standalone.loop;

import java.nio.file.Path;
import java.util.List;

/** Broker, schema registry and every app, running somewhere: where to reach them, and nothing about how they run. */
interface LoopSystem extends AutoCloseable {

    /** System property: {@code embedded} (the default) or {@code containers}. */
    String PROVIDER = "headrace.loop";

    /** For Kafka's clients on this machine. */
    String bootstrapServers();

    /** The schema registry's Confluent API. */
    String registryUrl();

    /** Where an app answers by HTTP, without a slash at the end. */
    String url(LoopApp app);

    /** Names under which an app reports itself in health and metrics. */
    default List<String> parts(LoopApp app) {
        return app.parts();
    }

    /** Scoring by gRPC, host:port. */
    String grpcAddress();

    @Override
    void close();

    /**
     * Starts what the system property asks for and returns when every app is ready.
     *
     * @param definition the pipeline's YAML file, its schema beside it
     * @param data an empty directory
     */
    static LoopSystem start(Path definition, Path data) throws Exception {
        String provider = System.getProperty(PROVIDER, "embedded");
        return switch (provider) {
            case "embedded" -> EmbeddedLoop.start(definition, data);
            case "containers" -> ContainerLoop.start(definition, data);
            default ->
                throw new IllegalArgumentException(PROVIDER + " is \"" + provider + "\"; write embedded or containers");
        };
    }
}
