package io.headrace.schemas.serde;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Writes records in their own schema. Safe for use by many threads. */
final class WireWriter<T extends IndexedRecord> {

    private record Key(String subject, Schema schema) {}

    private record Prepared<T>(String topic, Schema schema, int id, DatumWriter<T> writer) {}

    private final SchemaIds ids;
    private final boolean isKey;
    private final BiFunction<Schema, T, DatumWriter<T>> writers;
    private final Map<Key, Prepared<T>> prepared = new ConcurrentHashMap<>();

    /** Almost every record goes where the one before went, in the same schema: found without a hash. */
    private volatile @Nullable Prepared<T> last;

    /** @param writers makes the writer of one schema, given the first record to be written with it */
    WireWriter(SchemaIds ids, boolean isKey, BiFunction<Schema, T, DatumWriter<T>> writers) {
        this.ids = ids;
        this.isKey = isKey;
        this.writers = writers;
    }

    byte[] write(String topic, T datum) {
        Prepared<T> to = prepared(topic, datum);
        try {
            return Scratch.ofThread().encode(to.id(), to.writer(), datum);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "A record for " + topic + " does not fit its schema "
                            + datum.getSchema().getFullName() + ": " + e.getMessage(),
                    e);
        }
    }

    private Prepared<T> prepared(String topic, T datum) {
        Schema schema = datum.getSchema();
        Prepared<T> recent = last;
        if (recent != null && recent.schema().equals(schema) && recent.topic().equals(topic)) {
            return recent;
        }
        Key key = new Key(Subjects.of(topic, isKey), schema);
        Prepared<T> found = prepared.get(key);
        if (found == null) {
            found = new Prepared<>(topic, schema, ids.idFor(key.subject(), schema), writers.apply(schema, datum));
            prepared.put(key, found);
        }
        last = found;
        return found;
    }
}
