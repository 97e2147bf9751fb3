package io.headrace.standalone.replay;

import io.headrace.standalone.replay.report.Timings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long the phases of a replay take together. */
final class Stopwatch {

    private final long start = System.nanoTime();
    private final long cpu = cpuNanos();
    private final Map<String, Duration> phases = new LinkedHashMap<>();
    private long last = start;

    /** Counts the time since the last call for a phase. */
    void lap(String phase) {
        long now = System.nanoTime();
        phases.merge(phase, Duration.ofNanos(now - last), Duration::plus);
        last = now;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    Timings timings() {
        return new Timings(elapsed(), Duration.ofNanos(cpuNanos() - cpu), phases);
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
