package io.headrace.runtime.settings;

import java.util.Map;
import java.util.Set;

/**
 * Every property {@code schema.registry.NAME}, under its full name.
 *
 * @param properties as {@link io.headrace.schemas.serde.AvroSerdes#of} takes them
 */
public record SchemaRegistrySettings(Map<String, String> properties) {

    static final String PREFIX = "schema.registry.";

    static final String DEFAULT_URL = "http://localhost:8081";

    /** Names that may come as an environment variable. */
    static final Set<String> KNOWN = Set.of(
            "url",
            "auto.register.schemas",
            "use.latest.version",
            "basic.auth.credentials.source",
            "basic.auth.user.info",
            "bearer.auth.token",
            "ssl.truststore.location",
            "ssl.truststore.password",
            "ssl.truststore.type",
            "ssl.keystore.location",
            "ssl.keystore.password",
            "ssl.keystore.type",
            "ssl.key.password",
            "http.connect.timeout.ms",
            "http.read.timeout.ms",
            "max.retries",
            "retries.wait.ms",
            "retries.max.wait.ms");

    public SchemaRegistrySettings {
        properties = Map.copyOf(properties);
    }

    public String url() {
        return properties.getOrDefault(PREFIX + "url", DEFAULT_URL);
    }
}
