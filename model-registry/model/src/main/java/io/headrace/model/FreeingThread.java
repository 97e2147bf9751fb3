package io.headrace.model;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that frees models. Freeing takes milliseconds, and whoever leaves a model last may be a request or the
 * stream, which must not notice that models were swapped.
 */
final class FreeingThread {

    private static final Logger LOG = LoggerFactory.getLogger(FreeingThread.class);

    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("headrace-model-freeing").factory());

    private FreeingThread() {}

    /** Frees a model soon; returns at once. */
    static void free(String model, Runnable freeing) {
        THREAD.execute(() -> {
            try {
                freeing.run();
                LOG.debug("{} is freed", model);
            } catch (RuntimeException e) {
                LOG.error("{} cannot be freed: its memory stays taken until the process ends", model, e);
            }
        });
    }
}
