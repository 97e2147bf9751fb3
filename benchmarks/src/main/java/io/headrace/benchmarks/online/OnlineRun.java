package io.headrace.benchmarks.online;

import io.headrace.benchmarks.figures.Latencies;
import java.util.SortedMap;

/**
 * One run.
 *
 * @param where which processes there were, and what was asked
 * @param callers how many called at once, each again as soon as it was answered
 * @param failed calls that were not answered
 * @param perSecond calls answered
 * @param cpuMicros by process, of one call: CPU time of all its threads, whatever it did besides
 * @param loadBefore the machine's load average
 */
public record OnlineRun(
        String where,
        int callers,
        long failed,
        double perSecond,
        Latencies latencies,
        SortedMap<String, Double> cpuMicros,
        double loadBefore) {

    /** The processes are one, and a call brings an event. */
    public static final String ONE_PROCESS = "one process";

    /** The same process, and a call brings the feature values: what the model and the call itself cost. */
    public static final String MODEL_ALONE = "one process, values given";

    /** Scoring asks the features app, each a process. */
    public static final String APART = "features apart";
}
