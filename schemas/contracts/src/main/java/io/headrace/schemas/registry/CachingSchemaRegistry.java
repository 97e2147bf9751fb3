package io.headrace.schemas.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Remembers what never changes: schemas by id, ids of registered schemas. That an id is unknown is remembered for a short
 * while only, so that a flood of broken records does not become a flood of requests.
 */
final class CachingSchemaRegistry implements SchemaRegistry {

    private static final int MOST_UNKNOWN_IDS = 1_000;

    private static final long UNKNOWN_NANOS = Duration.ofSeconds(10).toNanos();

    private record Key(String subject, Schema schema) {}

    private final SchemaRegistry registry;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Integer, Long> unknownSince = new ConcurrentHashMap<>();
    private final Map<Key, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Key, RegisteredSchema> versions = new ConcurrentHashMap<>();

    CachingSchemaRegistry(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public int register(String subject, Schema schema) {
        Key key = new Key(subject, schema);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        int id = registry.register(subject, schema);
        ids.put(key, id);
        return id;
    }

    @Override
    public Optional<Schema> byId(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Long since = unknownSince.get(id);
        if (since != null && System.nanoTime() - since < UNKNOWN_NANOS) {
            return Optional.empty();
        }
        Optional<Schema> found = registry.byId(id);
        found.ifPresentOrElse(schema -> remember(id, schema), () -> rememberUnknown(id));
        return found;
    }

    private void remember(int id, Schema schema) {
        schemas.put(id, schema);
        unknownSince.remove(id);
    }

    private void rememberUnknown(int id) {
        if (unknownSince.size() >= MOST_UNKNOWN_IDS) {
            unknownSince.clear();
        }
        unknownSince.put(id, System.nanoTime());
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return registry.latest(subject);
    }

    @Override
    public Optional<RegisteredSchema> lookup(String subject, Schema schema) {
        Key key = new Key(subject, schema);
        RegisteredSchema known = versions.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<RegisteredSchema> found = registry.lookup(subject, schema);
        found.ifPresent(version -> versions.put(key, version));
        return found;
    }

    @Override
    public void setCompatibility(Compatibility level) {
        registry.setCompatibility(level);
    }

    @Override
    public void setCompatibility(String subject, Compatibility level) {
        registry.setCompatibility(subject, level);
    }

    @Override
    public List<String> incompatibilities(String subject, Schema schema) {
        return registry.incompatibilities(subject, schema);
    }

    @Override
    public String location() {
        return registry.location();
    }
}
