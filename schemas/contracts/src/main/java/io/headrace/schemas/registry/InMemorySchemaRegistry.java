package io.headrace.schemas.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** A registry in this process's memory, with the rules of a real one; for tests. Compatibility starts as BACKWARD. */
final class InMemorySchemaRegistry implements SchemaRegistry {

    private static final Map<String, InMemorySchemaRegistry> NAMED = new ConcurrentHashMap<>();

    private final String location;
    private final List<Schema> byId = new ArrayList<>();
    private final Map<String, List<RegisteredSchema>> bySubject = new HashMap<>();
    private final Map<String, Compatibility> levels = new HashMap<>();
    private Compatibility level = Compatibility.BACKWARD;

    private InMemorySchemaRegistry(String location) {
        this.location = location;
    }

    /** The registry of that name, the same for every caller in this process. */
    static InMemorySchemaRegistry named(String name) {
        return NAMED.computeIfAbsent(name, key -> new InMemorySchemaRegistry(RegistryConfig.MOCK_SCHEME + key));
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        Optional<RegisteredSchema> known = lookup(subject, schema);
        if (known.isPresent()) {
            return known.get().id();
        }
        List<String> obstacles = incompatibilities(subject, schema);
        if (!obstacles.isEmpty()) {
            throw new SchemaRegistryException(
                    location, subject, 409, Evolution.explained(String.join("; ", obstacles), schema));
        }
        int id = byId.indexOf(schema) + 1;
        if (id == 0) {
            byId.add(schema);
            id = byId.size();
        }
        List<RegisteredSchema> versions = bySubject.computeIfAbsent(subject, key -> new ArrayList<>());
        versions.add(new RegisteredSchema(subject, versions.size() + 1, id, schema));
        return id;
    }

    @Override
    public synchronized Optional<Schema> byId(int id) {
        return id >= 1 && id <= byId.size() ? Optional.of(byId.get(id - 1)) : Optional.empty();
    }

    @Override
    public synchronized Optional<RegisteredSchema> latest(String subject) {
        List<RegisteredSchema> versions = versions(subject);
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
    }

    @Override
    public synchronized Optional<RegisteredSchema> lookup(String subject, Schema schema) {
        return versions(subject).stream()
                .filter(version -> version.schema().equals(schema))
                .findFirst();
    }

    @Override
    public synchronized void setCompatibility(Compatibility level) {
        this.level = level;
    }

    @Override
    public synchronized void setCompatibility(String subject, Compatibility level) {
        levels.put(subject, level);
    }

    @Override
    public synchronized List<String> incompatibilities(String subject, Schema schema) {
        List<Schema> older =
                versions(subject).stream().map(RegisteredSchema::schema).toList();
        return Evolution.obstacles(levels.getOrDefault(subject, level), schema, older);
    }

    @Override
    public String location() {
        return location;
    }

    private List<RegisteredSchema> versions(String subject) {
        return bySubject.getOrDefault(subject, List.of());
    }
}
