package io.headrace.scoring.loading;

import io.headrace.model.ModelRef;
import io.headrace.registry.protocol.RegistryReader;
import io.headrace.registry.protocol.view.RegistryEntry.VersionPublished;
import io.headrace.schemas.definition.PipelineName;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the registry's champion alias on a thread of its own, so that neither the registry's reader nor any scoring thread
 * waits for a model to load. Only the newest champion counts: one that was replaced while another loaded is passed over.
 */
final class ChampionFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChampionFollower.class);
    private static final Duration CATCH_UP = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final RegistryReader registry;
    private final ModelRef champion;
    private final PipelineName pipeline;
    private final ModelLoader loader;
    private final Runnable firstRead;
    private final Semaphore changes = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<Optional<String>> waitsFor = new AtomicReference<>(Optional.empty());
    private final Thread thread;

    /** @param firstRead told once, when the champion there was at start is loaded or refused, or there was none */
    ChampionFollower(PipelineName pipeline, RegistryReader registry, ModelLoader loader, Runnable firstRead) {
        this.registry = registry;
        this.pipeline = pipeline;
        this.champion = new ModelRef.ByAlias(pipeline, ModelRef.CHAMPION);
        this.loader = loader;
        this.firstRead = firstRead;
        this.thread =
                Thread.ofPlatform().name("headrace-scoring-loader").daemon().unstarted(this::run);
    }

    void start() {
        registry.onChange(entry -> {
            if (entry.pipeline().equals(pipeline)) {
                changes.release();
            }
        });
        thread.start();
    }

    boolean alive() {
        return thread.isAlive();
    }

    /** What keeps the champion from being tried, as a sentence. */
    Optional<String> waitsFor() {
        return Optional.ofNullable(waitsFor.get()).flatMap(reason -> reason);
    }

    @Override
    public void close() {
        closing.countDown();
        changes.release();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed() && !registry.awaitCaughtUp(CATCH_UP)) {
                LOG.debug("the registry is still being read");
            }
            boolean told = false;
            while (!closed()) {
                boolean settled = settle();
                if (settled && !told) {
                    firstRead.run();
                    told = true;
                }
                awaitChange(settled);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            if (!closed()) {
                LOG.error("following the champion ended; models will not be switched until a new start", failure);
            }
        }
    }

    /** Whether the champion of this moment is dealt with. */
    private boolean settle() {
        changes.drainPermits();
        Optional<VersionPublished> published = registry.resolve(champion);
        try {
            if (published.isPresent()) {
                loader.load(published.get().version());
            }
            waitsFor.set(Optional.empty());
            return true;
        } catch (ModelSource.NotNow problem) {
            LOG.warn("{} cannot be loaded now: {}", champion, problem.getMessage());
            waitsFor.set(Optional.ofNullable(problem.getMessage()));
            return false;
        }
    }

    private void awaitChange(boolean settled) throws InterruptedException {
        if (settled) {
            changes.acquire();
        } else if (changes.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("the registry changed");
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }
}
