package io.headrace.schemas.registry;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/** Avro's rules of reading one schema's data with another. */
final class Evolution {

    private static final String ADVICE =
            "; change the schema so that it can read what is registered: a new field needs a"
                    + " default, a field or feature of another type needs another name; where producers' schemas are held to the"
                    + " definition's (raw, labels: FORWARD), so that it can be read with what is registered: keep every field"
                    + " that has no default there; or lower the subject's compatibility";

    private Evolution() {}

    /**
     * A refusal for people.
     *
     * @param obstacles in the registry's words
     * @param next the schema that was refused
     */
    static String explained(String obstacles, Schema next) {
        return SchemaPlaces.named(obstacles, next) + ADVICE;
    }

    /** Why a schema may not follow the older ones (oldest first); empty when it may. */
    static List<String> obstacles(Compatibility level, Schema next, List<Schema> older) {
        if (older.isEmpty()) {
            return List.of();
        }
        List<Schema> latest = List.of(older.getLast());
        return switch (level) {
            case NONE -> List.of();
            case BACKWARD -> reading(next, latest);
            case BACKWARD_TRANSITIVE -> reading(next, older);
            case FORWARD -> readBy(latest, next);
            case FORWARD_TRANSITIVE -> readBy(older, next);
            case FULL -> both(next, latest);
            case FULL_TRANSITIVE -> both(next, older);
        };
    }

    private static List<String> both(Schema next, List<Schema> older) {
        return Stream.concat(reading(next, older).stream(), readBy(older, next).stream())
                .toList();
    }

    private static List<String> reading(Schema reader, List<Schema> writers) {
        return writers.stream()
                .flatMap(writer -> obstacles(reader, writer))
                .distinct()
                .toList();
    }

    private static List<String> readBy(List<Schema> readers, Schema writer) {
        return readers.stream()
                .flatMap(reader -> obstacles(reader, writer))
                .distinct()
                .toList();
    }

    private static Stream<String> obstacles(Schema reader, Schema writer) {
        SchemaPairCompatibility pair = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        return pair.getResult().getIncompatibilities().stream()
                .map(found -> found.getType() + " at " + found.getLocation() + ": " + found.getMessage());
    }
}
