package io.headrace.standalone.backfill;

import io.headrace.schemas.feature.FeatureRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * {@code rows.avro} and {@code examples.avro} in a directory that is there as a whole or not at all: it is written beside, under a name
 * that ends in {@code .part}, and gets its own at the end. Where a run that was killed has left a checkpoint there, this one goes on with it;
 * anything else is removed.
 */
public final class AvroDirectory implements Output {

    private static final String CHECKPOINT = "checkpoint";

    private final Path directory;
    private final Path part;
    private final Checkpoint checkpoint;
    private final AvroFile rows;
    private final AvroFile examples;

    private AvroDirectory(Path directory, FeatureRecords records, List<String> run, Duration every) throws IOException {
        this.directory = directory;
        this.part = directory.resolveSibling(directory.getFileName() + ".part");
        this.checkpoint = new Checkpoint(part.resolve(CHECKPOINT), run, every);
        Path rowsFile = part.resolve("rows.avro");
        Path examplesFile = part.resolve("examples.avro");
        Schema row = records.schemas().features();
        Schema example = records.schemas().example();
        if (checkpoint.isThere()) {
            this.rows = AvroFile.goOn(rowsFile, row);
            this.examples = AvroFile.goOn(examplesFile, example);
        } else {
            remove(part);
            Files.createDirectories(part);
            this.rows = AvroFile.create(rowsFile, row);
            this.examples = AvroFile.create(examplesFile, example);
        }
    }

    /**
     * Begins, or goes on.
     *
     * @param directory must not be there, or be empty
     * @param run what the result depends on, but for the program; as in {@link Checkpoint}
     * @param every between two checkpoints, at least
     * @throws UncheckedIOException where it cannot be written
     */
    public static AvroDirectory open(Path directory, FeatureRecords records, List<String> run, Duration every) {
        try {
            return new AvroDirectory(directory.toAbsolutePath().normalize(), records, run, every);
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

    private static void append(AvroFile file, byte[] value) {
        try {
            file.append(value);
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
            Files.deleteIfExists(directory.resolve(CHECKPOINT));
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Checkpoint> checkpoint() {
        return Optional.of(checkpoint);
    }

    @Override
    public List<Resumable> parts() {
        return List.of(rows, examples);
    }

    @Override
    public void close() {
        try {
            rows.close();
            examples.close();
            if (!checkpoint.isThere()) {
                remove(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(part + " cannot be removed: " + e.getMessage(), e);
        }
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
