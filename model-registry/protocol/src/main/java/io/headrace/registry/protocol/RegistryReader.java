package io.headrace.registry.protocol;

import io.headrace.model.ModelRef;
import io.headrace.registry.protocol.view.RegistryEntry;
import io.headrace.registry.protocol.view.RegistryEntry.VersionPublished;
import io.headrace.registry.protocol.view.RegistryView;
import io.headrace.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Follows the registry topic from its beginning, on a thread of its own, and holds what it says. Safe for many threads.
 * Records that can't be used are counted and skipped; a broker or schema registry that does not answer is asked again.
 */
public final class RegistryReader implements AutoCloseable {

    private final ReadLoop loop;
    private final Thread thread;

    private final List<Consumer<RegistryEntry>> listeners = new CopyOnWriteArrayList<>();

    private RegistryReader(Map<String, ?> kafka, AvroSerdes serdes) {
        loop = new ReadLoop(
                new KafkaClients(kafka), serdes, entry -> listeners.forEach(listener -> listener.accept(entry)));
        thread = Thread.ofPlatform()
                .name("headrace-registry-reader")
                .daemon(true)
                .unstarted(loop);
    }

    /**
     * Begins to read.
     *
     * @param kafka client settings under Kafka's own names
     */
    public static RegistryReader start(Map<String, ?> kafka, AvroSerdes serdes) {
        RegistryReader reader = new RegistryReader(kafka, serdes);
        reader.thread.start();
        return reader;
    }

    /** What the topic says as far as it was read. */
    public RegistryView view() {
        return loop.view();
    }

    /** The version that a reference like {@code payments@champion} or {@code payments@3} names now. */
    public Optional<VersionPublished> resolve(ModelRef reference) {
        return view().resolve(reference);
    }

    /**
     * Waits until everything that is visible at the time of the call was read. What was committed behind another pipeline's
     * open transaction becomes visible when that ends.
     *
     * @return whether it was, within the time
     */
    public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        return await(loop.caughtUp(), timeout);
    }

    /** Waits until everything before an offset was read. */
    boolean awaitReached(long end, Duration timeout) throws InterruptedException {
        return await(loop.reached(end), timeout);
    }

    private static boolean await(CompletableFuture<Void> reached, Duration timeout) throws InterruptedException {
        try {
            reached.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the registry reader is closed", e);
        } finally {
            reached.cancel(false);
        }
    }

    /** Whether the end of the topic was reached once. */
    public boolean isReady() {
        return loop.reachedEnd();
    }

    /**
     * Is told of every change from now on, in order, on the reader's thread, when {@link #view} has it already. Register
     * first, then look at the view: so nothing is missed.
     *
     * @return ends it
     */
    public Runnable onChange(Consumer<RegistryEntry> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Records skipped since the start because they can't be used. */
    public long unusableRecords() {
        return loop.unusableRecords();
    }

    @Override
    public void close() {
        loop.stop();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
