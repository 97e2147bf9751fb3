package io.headrace.benchmarks.figures;

import java.util.ArrayList;
import java.util.List;

/** How far a process had come at moments while it ran. Not for several threads. */
public final class Timeline {

    /** The share of the records that is not counted: compilers and caches warm up on it. */
    private static final double WARM_UP = 0.25;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    /**
     * A look at the process.
     *
     * @param nanos the moment
     * @param records done by then
     * @param cpuNanos the process's CPU time by then
     * @param brokerCpuNanos the broker's
     */
    public record Sample(long nanos, long records, long cpuNanos, long brokerCpuNanos) {}

    private final List<Sample> samples = new ArrayList<>();

    /** Adds a look, later than the one before. Looks at which nothing more was done are not kept. */
    public void add(Sample sample) {
        if (sample.records() > records()) {
            samples.add(sample);
        }
    }

    /** Done so far. */
    public long records() {
        return samples.isEmpty() ? 0 : samples.getLast().records();
    }

    /** From the first record to the last, the start of the process not counted. */
    public Rate whole() {
        requireTwo();
        return between(samples.getFirst(), samples.getLast());
    }

    /** Without the first quarter of the records. */
    public Rate steady() {
        requireTwo();
        double warm = WARM_UP * records();
        List<Sample> counted =
                samples.stream().filter(sample -> sample.records() >= warm).toList();
        return counted.size() < 2 ? whole() : between(counted.getFirst(), counted.getLast());
    }

    private void requireTwo() {
        if (samples.size() < 2) {
            throw new IllegalStateException("the run was over before it could be measured; take more events");
        }
    }

    private static Rate between(Sample from, Sample to) {
        long records = to.records() - from.records();
        double seconds = (to.nanos() - from.nanos()) / NANOS_PER_SECOND;
        return new Rate(
                records,
                seconds,
                records / seconds,
                (to.cpuNanos() - from.cpuNanos()) / NANOS_PER_MICRO / records,
                (to.brokerCpuNanos() - from.brokerCpuNanos()) / NANOS_PER_MICRO / records);
    }
}
