package io.headrace.monitor.alert;

/**
 * When a window closed or a check was made.
 *
 * @param eventTime epoch milliseconds
 * @param number how many rows, or labelled predictions, the pipeline had seen by then: tells occurrences of one time apart
 */
public record Occurrence(long eventTime, long number) {}
