package io.headrace.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The one directory that holds everything the embedded system keeps, locked while it runs.
 *
 * <p>The lock is the operating system's, so that it goes with the process however that ends.
 */
public final class DataDirectory implements AutoCloseable {

    /** What the broker's first segments, the registry's database and the apps' state need at the least, in bytes. */
    private static final long NEEDED_BYTES = 256L * 1024 * 1024;

    private static final String LOCK = "headrace.lock";

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes the directory, making it where it is missing.
     *
     * @throws StartFailure when it cannot be written, is full, or another Headrace runs on it
     */
    public static DataDirectory open(Path path) {
        return open(path, NEEDED_BYTES);
    }

    /** The same, for another need of free space. */
    static DataDirectory open(Path path, long neededBytes) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
        } catch (IOException e) {
            throw new StartFailure(
                    "the data directory " + absolute + " cannot be made (" + e.getMessage()
                            + "); choose another with --data or mend its permissions",
                    e);
        }
        if (!Files.isDirectory(absolute) || !Files.isWritable(absolute)) {
            throw new StartFailure("the data directory " + absolute
                    + " cannot be written; choose another with --data or mend its permissions");
        }
        checkSpace(absolute, neededBytes);
        return new DataDirectory(absolute, lock(absolute));
    }

    private static void checkSpace(Path path, long neededBytes) {
        try {
            long usable = Files.getFileStore(path).getUsableSpace();
            if (usable < neededBytes) {
                throw new StartFailure("the data directory " + path + " has " + usable / (1024 * 1024)
                        + " MiB free and needs at least " + neededBytes / (1024 * 1024)
                        + " MiB; free some or choose another with --data");
            }
        } catch (IOException e) {
            throw new StartFailure("the free space of " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static FileChannel lock(Path path) {
        Path file = path.resolve(LOCK);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return channel;
                }
            } catch (OverlappingFileLockException e) {
                // Held by this very process: the same answer as for another one.
            }
            channel.close();
        } catch (IOException e) {
            throw new StartFailure("the data directory " + path + " cannot be locked: " + e.getMessage(), e);
        }
        throw new StartFailure(
                "another Headrace runs on " + path + "; stop it first or choose another directory with --data");
    }

    public Path path() {
        return path;
    }

    /**
     * Deletes everything in it but logs, so that what starts next begins anew.
     *
     * @throws StartFailure when something cannot be deleted
     */
    public void clear() {
        try {
            Files.walkFileTree(path, new Deletion());
        } catch (IOException e) {
            throw new StartFailure("the data in " + path + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** All but the directory itself, the lock that is held, and its own log files: this process may be writing to one already. */
    private final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!kept(file)) {
                Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean kept(Path file) {
            String name = file.getFileName().toString();
            return path.equals(file.getParent()) && (name.equals(LOCK) || name.endsWith(".log"));
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (!directory.equals(path)) {
                Files.delete(directory);
            }
            return FileVisitResult.CONTINUE;
        }
    }

    /** A directory below this one, made where it is missing. */
    public Path sub(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new StartFailure("cannot make " + path.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new StartFailure("cannot release " + path + ": " + e.getMessage(), e);
        }
    }
}
