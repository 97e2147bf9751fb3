package io.headrace.benchmarks.streams;

import io.headrace.benchmarks.figures.Rate;

/**
 * One run of one process.
 *
 * @param work what it did
 * @param side {@code ours}, or {@code bare}: the loop without an app
 * @param partitions of every topic
 * @param threads that worked
 * @param repetition from 1
 * @param loadAverage of the machine when it began
 * @param whole from the first record on, with warm-up; the monitor's records are events, as the others' are
 * @param steady without the first quarter of the records
 */
record StreamsRun(
        Work work,
        String side,
        int partitions,
        int threads,
        int repetition,
        double loadAverage,
        Rate whole,
        Rate steady) {

    static final String OURS = "ours";
    static final String BARE = "bare";

    boolean isOf(Work wanted, int ofPartitions, String ofSide) {
        return work == wanted && partitions == ofPartitions && side.equals(ofSide);
    }
}
