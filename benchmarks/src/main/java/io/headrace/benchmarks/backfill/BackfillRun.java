package io.headrace.benchmarks.backfill;

import java.util.List;

/**
 * One of those compared.
 *
 * @param seconds from the process's start to its end, one for each repetition
 * @param bytes of the result
 */
public record BackfillRun(String name, List<Double> seconds, long bytes) {

    public BackfillRun {
        seconds = List.copyOf(seconds);
    }
}
