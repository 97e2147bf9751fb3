package io.headrace.standalone.backfill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who writes a directory: a second backfill into it would write among what the first writes. The lock is the operating system's, on the file {@code
 * DIR.part.lock} beside it, so it goes with the process however that ends.
 *
 * <p>The file stays: whoever had opened it before it was deleted would lock one that is gone, while the next one locks another. And nothing here
 * opens it a second time: on POSIX systems a process loses its lock when it closes any descriptor of the file.
 */
public final class DirectoryLock implements AutoCloseable {

    /** Files that this process has locked. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

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
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        Optional<DirectoryLock> taken = Optional.empty();
        try {
            taken = lock(file);
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be written: " + e.getMessage(), e);
        } finally {
            if (taken.isEmpty()) {
                HELD.remove(file);
            }
        }
    }

    private static Optional<DirectoryLock> lock(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() != null) {
            return Optional.of(new DirectoryLock(file, channel));
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() {
        try (channel) {
            HELD.remove(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be let go: " + e.getMessage(), e);
        }
    }
}
