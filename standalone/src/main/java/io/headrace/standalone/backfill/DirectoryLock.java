package io.headrace.standalone.backfill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Who writes a directory: a second backfill into it would write among what the first writes. The lock's file, {@code DIR.part.lock}, lies beside and
 * goes with the lock; one that a killed process left locks nothing.
 */
public final class DirectoryLock implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes it; the folder around the directory is made where it is missing.
     *
     * @return empty where another one has it
     * @throws UncheckedIOException where nothing can be written there
     */
    public static Optional<DirectoryLock> of(Path directory) {
        Path file = directory.toAbsolutePath().normalize().resolveSibling(directory.getFileName() + ".part.lock");
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel) && isStillThere(file, channel)) {
                return Optional.of(new DirectoryLock(file, channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer as for another one.
            return false;
        }
    }

    /** The one before may have deleted the file between its opening and its locking here; then the next one would lock another. */
    private static boolean isStillThere(Path file, FileChannel channel) throws IOException {
        String mark = UUID.randomUUID().toString();
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(mark.getBytes(StandardCharsets.UTF_8)));
        try {
            return Files.readString(file).equals(mark);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
