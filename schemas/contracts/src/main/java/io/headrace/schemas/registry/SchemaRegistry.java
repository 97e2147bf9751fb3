package io.headrace.schemas.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A schema registry that speaks Confluent's REST API (Confluent, Apicurio, Karapace, Redpanda), or one in memory.
 *
 * <p>Safe for use by many threads. What cannot change (a schema by its id, the id of a schema) is remembered. Every method
 * throws {@link SchemaRegistryException} when the registry refuses, and {@link SchemaRegistryUnavailable} when none of its
 * addresses answered within the retries.
 */
public interface SchemaRegistry {

    /**
     * Registers a schema under a subject, or finds it there.
     *
     * @return its id
     */
    int register(String subject, Schema schema);

    /** The schema with this id; empty when the registry has none. */
    Optional<Schema> byId(int id);

    /** The newest version of a subject; empty when the subject is unknown. */
    Optional<RegisteredSchema> latest(String subject);

    /** The version under which a subject holds exactly this schema; empty when it does not. */
    Optional<RegisteredSchema> lookup(String subject, Schema schema);

    /** Sets the level for all subjects that have none of their own. */
    void setCompatibility(Compatibility level);

    /** Sets a subject's own level. */
    void setCompatibility(String subject, Compatibility level);

    /**
     * Why a schema may not become the subject's next version.
     *
     * @return one sentence each; empty when it may, also when the subject is unknown
     */
    List<String> incompatibilities(String subject, Schema schema);

    /** Where it is, for messages: its addresses, or {@code mock://name}. */
    String location();

    /**
     * The registry a configuration names.
     *
     * @param config Confluent's keys, each also with the prefix {@code schema.registry.}: {@code schema.registry.url} (one
     *     or more, separated by commas; {@code mock://name} is a registry in this process's memory, shared by name), {@code
     *     basic.auth.credentials.source}, {@code basic.auth.user.info}, {@code bearer.auth.token}, {@code ssl.truststore.*},
     *     {@code ssl.keystore.*}, {@code http.connect.timeout.ms}, {@code http.read.timeout.ms}, {@code max.retries}, {@code
     *     retries.wait.ms}, {@code retries.max.wait.ms}
     * @throws IllegalArgumentException naming the key that is missing or wrong
     */
    static SchemaRegistry of(Map<String, ?> config) {
        RegistryConfig parsed = RegistryConfig.of(config);
        return parsed.mockName()
                .<SchemaRegistry>map(InMemorySchemaRegistry::named)
                .orElseGet(() -> new CachingSchemaRegistry(new HttpSchemaRegistry(parsed)));
    }
}
