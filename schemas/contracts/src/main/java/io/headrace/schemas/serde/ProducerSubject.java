package io.headrace.schemas.serde;

import io.headrace.schemas.registry.Compatibility;
import io.headrace.schemas.registry.RegisteredSchema;
import io.headrace.schemas.registry.SchemaRegistry;
import io.headrace.schemas.registry.SchemaRegistryException;
import io.headrace.schemas.resolution.Obstacle;
import io.headrace.schemas.resolution.RecordResolution;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * The subject of a topic that others write and Headrace reads, with one schema for whatever comes. It is FORWARD: a
 * producer's next schema must be readable with the newest registered, so that the registry refuses at the producer's start
 * what cleaning would have to quarantine. Not FORWARD_TRANSITIVE, which would hold producers for ever to each schema a
 * definition once had: a symbol added to the definition could never be used by any of them.
 *
 * <p>Nothing here ends a start. The definition says what is read, whatever the registry holds, and what cannot be read is
 * refused record by record.
 */
final class ProducerSubject {

    private static final int CONFLICT = 409;

    private final SchemaIds ids;
    private final SchemaRegistry registry;
    private final String subject;
    private final Schema reader;
    private final List<String> warnings = new ArrayList<>();

    private ProducerSubject(SchemaIds ids, String subject, Schema reader) {
        this.ids = ids;
        this.registry = ids.registry();
        this.subject = subject;
        this.reader = reader;
    }

    /**
     * Sets the level and registers the reader's schema, where apps may register schemas; then compares it with the newest.
     *
     * @return what a person should know, one sentence each
     */
    static List<String> prepare(SchemaIds ids, String subject, Schema reader) {
        ProducerSubject prepared = new ProducerSubject(ids, subject, reader);
        if (ids.autoRegister()) {
            prepared.register();
        } else {
            prepared.find();
        }
        prepared.compare();
        return List.copyOf(prepared.warnings);
    }

    private void find() {
        try {
            ids.idFor(subject, reader);
        } catch (SchemaRegistryException e) {
            warnings.add("The definition's schema is not what " + subject
                    + " holds, so Headrace's own connectors cannot write"
                    + " there; others' records are read with it all the same: " + e.getMessage());
        }
    }

    private void register() {
        boolean guarded = guard(Compatibility.FORWARD);
        try {
            registry.register(subject, reader);
        } catch (SchemaRegistryException e) {
            if (!guarded || e.status().orElse(0) != CONFLICT) {
                notRegistered(e);
                return;
            }
            registerAnyway(e);
        }
        if (!guarded && !guard(Compatibility.FORWARD)) {
            warnings.add(
                    "The compatibility of " + subject + " cannot be set, so the registry may take schemas that cleaning"
                            + " cannot read; set it to FORWARD there, or allow it to Headrace");
        }
    }

    /** The newest schema could not read this one; but what it has to be read with is the definition's to say. */
    private void registerAnyway(SchemaRegistryException refused) {
        try {
            registry.setCompatibility(subject, Compatibility.NONE);
            registry.register(subject, reader);
            warnings.add("The definition's schema is now the newest of " + subject
                    + ", and producers' next schemas are held to it, though the newest before could not read it: "
                    + refused.getMessage());
        } catch (SchemaRegistryException e) {
            notRegistered(e);
        } finally {
            guard(Compatibility.FORWARD);
        }
    }

    private void notRegistered(SchemaRegistryException e) {
        warnings.add("The definition's schema cannot be registered under " + subject
                + ", so Headrace's own connectors cannot write there; others' records are read with it all the same. Register it"
                + " by hand: " + e.getMessage());
    }

    /** False where the registry refuses; some do as long as the subject has no version. */
    private boolean guard(Compatibility level) {
        try {
            registry.setCompatibility(subject, level);
            return true;
        } catch (SchemaRegistryException _) {
            return false;
        }
    }

    private void compare() {
        try {
            registry.latest(subject)
                    .map(RegisteredSchema::schema)
                    .filter(latest -> !latest.equals(reader))
                    .map(latest -> RecordResolution.of(latest, reader).obstacles())
                    .filter(obstacles -> !obstacles.isEmpty())
                    .ifPresent(this::unreadable);
        } catch (SchemaRegistryException e) {
            warnings.add(
                    "The newest schema of " + subject + " cannot be compared with the definition's: " + e.getMessage());
        }
    }

    private void unreadable(List<Obstacle> obstacles) {
        warnings.add("Records in the newest schema of " + subject
                + " go to quarantine, as the definition's cannot read them: "
                + obstacles.stream().map(Obstacle::text).collect(Collectors.joining("; ")));
    }
}
