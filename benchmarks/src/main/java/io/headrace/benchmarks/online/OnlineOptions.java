package io.headrace.benchmarks.online;

import java.util.List;

/**
 * How much is measured.
 *
 * @param callers how many call at once, each number a run of its own, in this order
 * @param partitions of the topics
 * @param history events before the first run
 * @param seconds of one run
 */
public record OnlineOptions(List<Integer> callers, int partitions, int history, int seconds) {

    public OnlineOptions {
        callers = List.copyOf(callers);
    }
}
