package io.headrace.schemas.resolution;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.avro.io.BinaryDecoder;
import org.jspecify.annotations.Nullable;

/** Reads one value of the writer's schema into the reader's. Immutable once made; safe for use by many threads. */
interface ValueReader {

    /**
     * Reads the value that comes next.
     *
     * @throws UnreadableValueException when the value is well written and cannot be one of the reader's schema
     * @throws IOException when the bytes are no value of the writer's schema
     */
    @Nullable Object read(BinaryDecoder in) throws IOException, UnreadableValueException;

    /**
     * Why no value at all can be read here; empty where some can.
     *
     * @param above the records this value lies in, so that a schema that contains itself comes to an end
     */
    default List<Obstacle> obstacles(Set<ValueReader> above) {
        return List.of();
    }
}
