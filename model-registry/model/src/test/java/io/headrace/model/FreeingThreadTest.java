package io.headrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testing.Waits;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FreeingThreadTest {

    private final BlockingQueue<Thread> freedOn = new LinkedBlockingQueue<>();

    @Test
    void modelsAreFreedOnOneDaemonThreadNotTheCallers() throws Exception {
        FreeingThread.free("payments@1", () -> freedOn.add(Thread.currentThread()));
        FreeingThread.free("payments@2", () -> freedOn.add(Thread.currentThread()));

        List<Thread> threads = List.of(next(), next());
        assertThat(threads.getFirst()).isNotSameAs(Thread.currentThread()).isSameAs(threads.getLast());
        assertThat(threads.getFirst().isDaemon()).isTrue();
    }

    @Test
    void oneThatCannotBeFreedKeepsNoOtherFromBeingFreed() throws Exception {
        FreeingThread.free("payments@1", () -> {
            throw new IllegalStateException("ONNX Runtime would not free a session");
        });
        FreeingThread.free("payments@2", () -> freedOn.add(Thread.currentThread()));

        assertThat(next()).isNotNull();
    }

    private Thread next() throws InterruptedException {
        return freedOn.poll(Waits.SAFETY_NET.toSeconds(), TimeUnit.SECONDS);
    }
}
