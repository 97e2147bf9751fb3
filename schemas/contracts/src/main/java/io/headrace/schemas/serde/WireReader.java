package io.headrace.schemas.serde;

import io.headrace.schemas.registry.SchemaRegistry;
import io.headrace.schemas.resolution.Obstacle;
import io.headrace.schemas.resolution.UnreadableValueException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.jspecify.annotations.Nullable;

/** Reads records of any writer's schema into the reader's. Safe for use by many threads. */
final class WireReader<T> {

    /** How to read what was written with one schema id. */
    private sealed interface Resolution<T> {

        int id();

        record Resolved<T>(int id, Schema writer, WriterReading<T> reading) implements Resolution<T> {}

        record Obstructed<T>(int id, String reason) implements Resolution<T> {}
    }

    private final SchemaRegistry registry;
    private final Function<Schema, WriterReading<T>> readings;
    private final Map<Integer, Resolution<T>> resolutions = new ConcurrentHashMap<>();

    /** Almost every record has the schema of the one before: found without a hash. */
    private volatile @Nullable Resolution<T> last;

    /** @param readings how the records of a writer's schema are read */
    WireReader(SchemaRegistry registry, Function<Schema, WriterReading<T>> readings) {
        this.registry = registry;
        this.readings = readings;
    }

    T read(byte[] bytes) throws Undecodable {
        return switch (resolution(schemaId(bytes))) {
            case Resolution.Obstructed<T>(int id, String reason) ->
                throw new Undecodable(Decoded.INCOMPATIBLE_SCHEMA, reason);
            case Resolution.Resolved<T>(int id, Schema writer, WriterReading<T> reading) ->
                read(bytes, id, writer, reading);
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

    private static <T> T read(byte[] bytes, int id, Schema writer, WriterReading<T> reading) throws Undecodable {
        BinaryDecoder in = Scratch.ofThread().decoder(bytes);
        try {
            T datum = reading.read(in);
            if (in.isEnd()) {
                return datum;
            }
        } catch (UnreadableValueException e) {
            throw new Undecodable(
                    Decoded.INCOMPATIBLE_SCHEMA,
                    named(id, writer) + " is used for what cannot be read: "
                            + e.obstacle().text());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Whatever a decoder throws at bytes from outside (a nesting without end included) is the bytes' fault.
            throw new Undecodable(Decoded.NOT_AVRO, "the bytes do not fit " + named(id, writer) + ": " + fault(e));
        }
        throw new Undecodable(Decoded.NOT_AVRO, "bytes are left over after a record of " + named(id, writer));
    }

    private static String named(int id, Schema writer) {
        return "schema id " + id + " (" + writer.getFullName() + ")";
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
        WriterReading<T> reading = readings.apply(writer);
        List<Obstacle> obstacles = reading.obstacles();
        return obstacles.isEmpty()
                ? new Resolution.Resolved<>(id, writer, reading)
                : new Resolution.Obstructed<>(id, named(id, writer) + " cannot be read: " + texts(obstacles));
    }

    private static String texts(List<Obstacle> obstacles) {
        return obstacles.stream().map(Obstacle::text).collect(Collectors.joining("; "));
    }
}
