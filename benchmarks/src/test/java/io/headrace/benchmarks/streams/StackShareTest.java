package io.headrace.benchmarks.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackShareTest {

    /** So that no compiler finds the spinning useless. */
    private static final AtomicLong SUM = new AtomicLong();

    @TempDir
    private static Path directory;

    @Test
    void theShareIsThatOfStreamThreadsAlone() throws IOException, InterruptedException {
        Path file = directory.resolve("stacks.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            recording.start();
            Thread stream = new Thread(
                    () -> {
                        Joining.spinFor(Duration.ofMillis(600));
                        Rest.spinFor(Duration.ofMillis(200));
                    },
                    "headrace-p-features-1-StreamThread-1");
            Thread other = new Thread(() -> Rest.spinFor(Duration.ofMillis(600)), "other");
            stream.start();
            other.start();
            stream.join();
            other.join();
            recording.stop();
            recording.dump(file);
        }

        assertThat(StackShare.of(file, type -> type.endsWith("Joining")).orElseThrow())
                .isBetween(0.5, 0.95);
        assertThat(StackShare.of(file, type -> type.endsWith("Unknown"))).isEmpty();
    }

    /** The code whose share is asked for. */
    private static final class Joining {

        static void spinFor(Duration cpu) {
            for (long end = cpuNanos() + cpu.toNanos(); cpuNanos() < end; ) {
                SUM.addAndGet(Spin.of(1_000_000));
            }
        }
    }

    private static final class Rest {

        static void spinFor(Duration cpu) {
            for (long end = cpuNanos() + cpu.toNanos(); cpuNanos() < end; ) {
                SUM.addAndGet(Spin.of(1_000_000));
            }
        }
    }

    private static final class Spin {

        static long of(int rounds) {
            long sum = 0;
            for (int round = 0; round < rounds; round++) {
                sum = sum * 31 + round;
            }
            return sum;
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
