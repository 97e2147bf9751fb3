package io.headrace.schemas.resolution;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SystemLimitException;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;

/**
 * Reads records of a writer's schema into a reader's. Avro's rules of resolution, and three things more:
 *
 * <ul>
 *   <li>Logical types count: times are converted between milliseconds, microseconds and nanoseconds (rounded down to the
 *       coarser), at any depth; what means something else (a date as a timestamp, another scale) is refused.
 *   <li>Only what a record holds can hinder it. A symbol or a branch of a union that the reader does not know stands in the
 *       way of the records that use it, and of no others.
 *   <li>What cannot be read is reported with the field's place, what was found and what was expected.
 * </ul>
 *
 * <p>Strings come as {@link String}, logical types as the numbers they are. Immutable; safe for use by many threads.
 */
public final class RecordResolution {

    private final ValueReader reader;

    private RecordResolution(ValueReader reader) {
        this.reader = reader;
    }

    /** @param reader a record's schema */
    public static RecordResolution of(Schema writer, Schema reader) {
        if (reader.getType() != Schema.Type.RECORD) {
            return new RecordResolution(
                    new RefusingReader(writer, "found " + SchemaText.of(writer) + ", expected a record"));
        }
        return new RecordResolution(ReaderCompiler.compile(writer, reader));
    }

    /** Why no record of this writer can ever be read; empty where at least some can. */
    public List<Obstacle> obstacles() {
        return reader.obstacles(Set.of());
    }

    /**
     * Reads the record that comes next.
     *
     * @throws UnreadableValueException when it holds what the reader's schema cannot
     * @throws IOException and the runtime exceptions of Avro's decoder, when the bytes are no record of the writer's schema
     */
    public GenericRecord read(BinaryDecoder in) throws IOException, UnreadableValueException {
        SystemLimitException.beginCollectionAllocationScope();
        try {
            if (reader.read(in) instanceof GenericRecord record) {
                return record;
            }
            throw new IOException("there is no record here");
        } finally {
            SystemLimitException.endCollectionAllocationScope();
        }
    }
}
