package io.headrace.benchmarks.backfill;

/**
 * What is measured.
 *
 * @param events of history
 * @param repetitions of each, in turn
 */
public record BackfillOptions(int events, int repetitions) {}
