package io.headrace.schemas.serde;

import io.headrace.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityResult;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.jspecify.annotations.Nullable;

/** Reads records of any writer's schema into the reader's. Safe for use by many threads. */
final class WireReader<T> {

    /** How to read what was written with one schema id. */
    private sealed interface Resolution<T> {

        int id();

        record Resolved<T>(int id, Schema writer, DatumReader<T> reader) implements Resolution<T> {}

        record Obstructed<T>(int id, String reason) implements Resolution<T> {}
    }

    private final SchemaRegistry registry;
    private final Optional<Schema> readerSchema;
    private final Function<Schema, DatumReader<T>> readers;
    private final Map<Integer, Resolution<T>> resolutions = new ConcurrentHashMap<>();

    /** Almost every record has the schema of the one before: found without a hash. */
    private volatile @Nullable Resolution<T> last;

    /**
     * @param readerSchema what records are read into; empty for each writer's own
     * @param readers makes the reader of one writer's schema
     */
    WireReader(SchemaRegistry registry, Optional<Schema> readerSchema, Function<Schema, DatumReader<T>> readers) {
        this.registry = registry;
        this.readerSchema = readerSchema;
        this.readers = readers;
    }

    T read(byte[] bytes) throws Undecodable {
        return switch (resolution(schemaId(bytes))) {
            case Resolution.Obstructed<T>(int id, String reason) ->
                throw new Undecodable(Decoded.INCOMPATIBLE_SCHEMA, reason);
            case Resolution.Resolved<T>(int id, Schema writer, DatumReader<T> reader) ->
                read(bytes, id, writer, reader);
        };
    }

    private static int schemaId(byte[] bytes) throws Undecodable {
        if (bytes.length < Scratch.HEADER_BYTES) {
            throw new Undecodable(
                    Decoded.NOT_AVRO, "the value has " + bytes.length + " bytes; Avro with a schema id has 5 or more");
        }
        if (bytes[0] != Scratch.MAGIC) {
            throw new Undecodable(
                    Decoded.NOT_AVRO,
                    "the value starts with byte " + describe(bytes[0])
                            + "; write Avro in the Confluent wire format: byte 0, the schema id in 4 bytes, Avro binary");
        }
        return (bytes[1] & 0xff) << 24 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xff) << 8 | (bytes[4] & 0xff);
    }

    private static String describe(byte b) {
        String hex = "0x%02x".formatted(b);
        return b > ' ' && b < 127 ? hex + " ('" + (char) b + "')" : hex;
    }

    private static <T> T read(byte[] bytes, int id, Schema writer, DatumReader<T> reader) throws Undecodable {
        BinaryDecoder in = Scratch.ofThread().decoder(bytes);
        try {
            // The reader makes a new record each time: the caller keeps it.
            T datum = reader.read(null, in);
            if (in.isEnd()) {
                return datum;
            }
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Whatever a decoder throws at bytes from outside (a nesting without end included) is the bytes' fault.
            throw new Undecodable(
                    Decoded.NOT_AVRO,
                    "the bytes do not fit schema id " + id + " (" + writer.getFullName() + "): " + fault(e));
        }
        throw new Undecodable(
                Decoded.NOT_AVRO,
                "bytes are left over after a record of schema id " + id + " (" + writer.getFullName() + ")");
    }

    private static String fault(Throwable e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ", " + message);
    }

    private Resolution<T> resolution(int id) throws Undecodable {
        Resolution<T> recent = last;
        if (recent != null && recent.id() == id) {
            return recent;
        }
        Resolution<T> found = resolutions.get(id);
        if (found == null) {
            Schema writer = registry.byId(id)
                    .orElseThrow(() -> new Undecodable(
                            Decoded.UNKNOWN_SCHEMA, "schema id " + id + " is unknown to " + registry.location()));
            found = resolve(id, writer);
            resolutions.put(id, found);
        }
        last = found;
        return found;
    }

    private Resolution<T> resolve(int id, Schema writer) {
        if (readerSchema.isPresent()) {
            SchemaCompatibilityResult verdict = SchemaCompatibility.checkReaderWriterCompatibility(
                            readerSchema.get(), writer)
                    .getResult();
            if (!verdict.getIncompatibilities().isEmpty()) {
                return new Resolution.Obstructed<>(id, obstacle(id, writer, readerSchema.get(), verdict));
            }
        }
        return new Resolution.Resolved<>(id, writer, readers.apply(writer));
    }

    private static String obstacle(int id, Schema writer, Schema reader, SchemaCompatibilityResult verdict) {
        return "schema id " + id + " (" + writer.getFullName() + ") cannot be read as " + reader.getFullName() + ": "
                + verdict.getIncompatibilities().stream()
                        .map(found -> found.getType() + " at " + found.getLocation() + ", " + found.getMessage())
                        .collect(Collectors.joining("; "));
    }
}
