package io.headrace.standalone.backfill;

import io.headrace.schemas.feature.FeatureRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * {@code rows.avro} and {@code examples.avro} in a directory that is there as a whole or not at all: it is written beside, under a name
 * that ends in {@code .part}, and gets its own at the end. What a run that was killed has left there, the next one removes.
 */
public final class AvroDirectory implements Output {

    /** Magic byte and schema id. */
    private static final int HEADER_BYTES = 5;

    /** The fastest there is: it costs less than to write what it saves. */
    private static final int ZSTANDARD_LEVEL = -5;

    private static final int BLOCK_BYTES = 1 << 20;

    private final Path directory;
    private final Path part;
    private final DataFileWriter<GenericRecord> rows;
    private final DataFileWriter<GenericRecord> examples;

    private AvroDirectory(Path directory, FeatureRecords records) throws IOException {
        this.directory = directory;
        this.part = directory.resolveSibling(directory.getFileName() + ".part");
        remove(part);
        Files.createDirectories(part);
        this.rows = writer(part.resolve("rows.avro"), records.schemas().features());
        this.examples = writer(part.resolve("examples.avro"), records.schemas().example());
    }

    /**
     * Begins.
     *
     * @param directory must not be there, or be empty
     * @throws UncheckedIOException where it cannot be written
     */
    public static AvroDirectory create(Path directory, FeatureRecords records) {
        try {
            return new AvroDirectory(directory.toAbsolutePath().normalize(), records);
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Whether a directory has something in it, or is none. */
    public static boolean isTaken(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Files.exists(directory);
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void row(String eventId, long time, byte[] value) {
        append(rows, value);
    }

    @Override
    public void example(String eventId, long time, byte[] value) {
        append(examples, value);
    }

    private static void append(DataFileWriter<GenericRecord> file, byte[] value) {
        try {
            file.appendEncoded(ByteBuffer.wrap(value, HEADER_BYTES, value.length - HEADER_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public void complete() {
        try {
            rows.close();
            examples.close();
            Files.deleteIfExists(directory);
            Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            for (DataFileWriter<GenericRecord> file : List.of(rows, examples)) {
                file.close();
            }
            remove(part);
        } catch (IOException e) {
            throw new UncheckedIOException(part + " cannot be removed: " + e.getMessage(), e);
        }
    }

    private static DataFileWriter<GenericRecord> writer(Path file, Schema schema) throws IOException {
        return new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema))
                .setCodec(CodecFactory.zstandardCodec(ZSTANDARD_LEVEL, false, true))
                .setSyncInterval(BLOCK_BYTES)
                .create(schema, file.toFile());
    }

    private static void remove(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
