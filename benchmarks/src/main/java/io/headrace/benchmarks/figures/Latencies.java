package io.headrace.benchmarks.figures;

import java.util.Arrays;

/**
 * Times from the moment at which an event was due to that at which its answer was seen.
 *
 * @param count of them
 * @param minMillis milliseconds, as all the others
 */
public record Latencies(
        int count, double minMillis, double p50Millis, double p90Millis, double p99Millis, double maxMillis) {

    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * Percentiles by nearest rank: each is a time that was measured.
     *
     * @param nanos in any order, one at the least
     */
    public static Latencies of(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("no answer was seen, so there are no percentiles");
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(
                sorted.length,
                millis(sorted[0]),
                millis(rank(sorted, 0.5)),
                millis(rank(sorted, 0.9)),
                millis(rank(sorted, 0.99)),
                millis(sorted[sorted.length - 1]));
    }

    private static long rank(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }
}
