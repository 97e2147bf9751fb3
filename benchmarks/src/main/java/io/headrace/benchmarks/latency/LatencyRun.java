package io.headrace.benchmarks.latency;

import io.headrace.benchmarks.figures.Latencies;

/**
 * Events at one rate through one running system.
 *
 * @param checkout {@code this}, or {@code against}: the other one
 * @param partitions of every topic
 * @param ratePerSecond events that were due
 * @param sent all of them, warm-up included
 * @param unanswered events without a prediction when the run was given up
 * @param duplicates predictions beyond the first of an event
 * @param behind events without a prediction a second after the last one was due: how much a rate is beyond what can be held
 * @param loadAverage of the machine when it began
 * @param latencies of the events after the warm-up
 */
record LatencyRun(
        String checkout,
        int partitions,
        int ratePerSecond,
        int sent,
        int unanswered,
        int duplicates,
        int behind,
        double loadAverage,
        Latencies latencies) {}
