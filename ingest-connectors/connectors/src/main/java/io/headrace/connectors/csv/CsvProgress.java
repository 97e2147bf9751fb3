package io.headrace.connectors.csv;

/**
 * How far a task has come.
 *
 * @param rows rows handed over, over all files and starts, broken ones included
 * @param broken rows sent to quarantine since the start
 * @param labelsWaiting labels read whose turn comes with later rows
 */
record CsvProgress(long rows, long broken, long labelsWaiting) {

    /** Before the first row. */
    static final CsvProgress NONE = new CsvProgress(0, 0, 0);
}
