package io.headrace.benchmarks.restart;

/**
 * What is measured.
 *
 * @param megabytes of state on disk before the first kill
 * @param limitSeconds for the longest start
 */
public record RestartOptions(int megabytes, int limitSeconds) {}
