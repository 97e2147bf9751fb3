package io.headrace.standalone.backfill;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Where a run of a backfill was, in a file that is there as a whole or not at all: what the run is of, its parts one after another, and a
 * CRC-32C of all that. One that is damaged, or of another run, counts as none.
 */
public final class Checkpoint {

    private static final String FORMAT = "headrace backfill 2";
    private static final int BUFFER = 1 << 16;

    /** So that it never takes more than a twentieth of the time. */
    private static final int SHARE = 20;

    private final Path file;
    private final List<String> run;
    private final long everyNanos;
    private long dueAt;

    /**
     * @param run what the result depends on, a line for each; a checkpoint of anything else is of no use
     * @param every how much time there is between two, at least
     */
    Checkpoint(Path file, List<String> run, Duration every) {
        this.file = file;
        this.run = List.copyOf(run);
        this.everyNanos = every.toNanos();
        this.dueAt = System.nanoTime() + everyNanos;
    }

    /** Whether there is one to go on from. */
    public boolean isThere() {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (DataInputStream in = open()) {
            return isOfThisRun(in) && isWhole();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isOfThisRun(DataInputStream in) throws IOException {
        if (!Saved.text(in).equals(FORMAT) || in.readInt() != run.size()) {
            return false;
        }
        for (String line : run) {
            if (!Saved.text(in).equals(line)) {
                return false;
            }
        }
        return true;
    }

    private boolean isWhole() throws IOException {
        long left = Files.size(file) - Long.BYTES;
        CRC32C sum = new CRC32C();
        try (InputStream whole = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                DataInputStream in = new DataInputStream(new CheckedInputStream(whole, sum))) {
            in.skipNBytes(left);
            long found = sum.getValue();
            return in.readLong() == found;
        }
    }

    /** Whether it is time for another. */
    boolean isDue() {
        return System.nanoTime() - dueAt >= 0;
    }

    /** Takes the place of the one before. */
    void write(List<Resumable> parts) {
        long began = System.nanoTime();
        Path next = file.resolveSibling(file.getFileName() + ".next");
        CRC32C sum = new CRC32C();
        try {
            try (DataOutputStream out = new DataOutputStream(
                    new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(next), BUFFER), sum))) {
                Saved.text(out, FORMAT);
                out.writeInt(run.size());
                for (String line : run) {
                    Saved.text(out, line);
                }
                for (Resumable part : parts) {
                    part.save(out);
                }
                out.writeLong(sum.getValue());
            }
            force(next);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + file + " cannot be written: " + e.getMessage(), e);
        }
        long ended = System.nanoTime();
        dueAt = ended + Math.max(everyNanos, SHARE * (ended - began));
    }

    /** Lets new parts go on from it. */
    void read(List<Resumable> parts) {
        try (DataInputStream in = open()) {
            if (!isOfThisRun(in)) {
                throw new IOException("it is of another run");
            }
            for (Resumable part : parts) {
                part.restore(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the run before cannot be gone on with, its checkpoint " + file + " does not fit what lies beside: "
                            + e.getMessage() + "; delete " + file.getParent() + " to begin anew",
                    e);
        }
    }

    private DataInputStream open() throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
    }

    static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
