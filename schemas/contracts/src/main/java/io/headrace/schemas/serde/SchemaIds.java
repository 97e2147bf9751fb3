package io.headrace.schemas.serde;

import io.headrace.schemas.registry.RegisteredSchema;
import io.headrace.schemas.registry.SchemaRegistry;
import io.headrace.schemas.registry.SchemaRegistryException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The id under which a record of a schema is written: by registering the schema (auto.register.schemas, the default), by
 * the subject's latest version (use.latest.version), or by what someone else registered.
 */
record SchemaIds(SchemaRegistry registry, boolean autoRegister, boolean useLatest) {

    static SchemaIds of(SchemaRegistry registry, Map<String, ?> config) {
        boolean useLatest = flag(config, "use.latest.version", false);
        return new SchemaIds(registry, !useLatest && flag(config, "auto.register.schemas", true), useLatest);
    }

    private static boolean flag(Map<String, ?> config, String key, boolean fallback) {
        Object prefixed = config.get("schema.registry." + key);
        Object value = prefixed == null ? config.get(key) : prefixed;
        return value == null ? fallback : Boolean.parseBoolean(value.toString().strip());
    }

    int idFor(String subject, Schema schema) {
        if (autoRegister) {
            return registry.register(subject, schema);
        }
        if (!useLatest) {
            return registry.lookup(subject, schema)
                    .map(RegisteredSchema::id)
                    .orElseThrow(() -> refused(
                            subject,
                            "it does not hold this schema of " + schema.getFullName()
                                    + "; register it, or set auto.register.schemas=true"));
        }
        RegisteredSchema latest = registry.latest(subject)
                .orElseThrow(() -> refused(
                        subject,
                        "it has no version; register one, or set use.latest.version=false to have it registered"));
        if (!sameBinary(latest.schema(), schema)) {
            throw refused(
                    subject,
                    "its latest version " + latest.version() + " lays records out differently from this schema of "
                            + schema.getFullName() + "; register the new schema first");
        }
        return latest.id();
    }

    /** Whether data of one schema is, byte for byte, data of the other. */
    private static boolean sameBinary(Schema one, Schema other) {
        return SchemaNormalization.toParsingForm(one).equals(SchemaNormalization.toParsingForm(other));
    }

    private SchemaRegistryException refused(String subject, String message) {
        return new SchemaRegistryException(registry.location(), subject, 0, message);
    }
}
