package io.headrace.standalone.infer;

import static org.awaitility.Awaitility.await;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Somebody who goes on writing to a file, with no regard to where lines end. */
final class Growth implements AutoCloseable {

    /** No multiple of a line's length. */
    private static final int AT_ONCE_BYTES = 101;

    private final Path file;
    private final byte[] lines;
    private final AtomicLong written = new AtomicLong();
    private volatile boolean stopped;
    private CompletableFuture<Void> writer = CompletableFuture.completedFuture(null);

    private Growth(Path file, byte[] lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Begins; returns once the file has grown. */
    static Growth of(Path file, String lines) {
        Growth growth = new Growth(file, lines.getBytes(StandardCharsets.UTF_8));
        growth.writer = CompletableFuture.runAsync(growth::write);
        await().until(() -> growth.bytes() > 0);
        return growth;
    }

    long bytes() {
        return written.get();
    }

    private void write() {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND);
                OutputStream inPieces = new BufferedOutputStream(out, AT_ONCE_BYTES)) {
            while (!stopped && written.get() < 1 << 20) {
                for (byte one : lines) {
                    inPieces.write(one);
                }
                written.addAndGet(lines.length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stopped = true;
        writer.join();
    }
}
