package io.headrace.benchmarks.restart;

/**
 * One start.
 *
 * @param stores whether stores are written with the transaction
 * @param ended how the process before it ended
 * @param megabytes of state on disk then
 * @param millis from the start of the process to the first row that it committed
 */
public record RestartRun(String stores, String ended, long megabytes, long millis) {

    static final String TRANSACTIONAL = "transactional";
    static final String PLAIN = "plain";
    static final String STOPPED = "stopped";
    static final String KILLED = "killed";
}
