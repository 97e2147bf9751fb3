package io.headrace.features.timeline;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/** What a column's values in some pieces come to, missing ones left out. The same values give the same partial. */
sealed interface Partial {

    /** How many values there are; of different ones above 0 where there is any. */
    long count();

    /**
     * @param min the least; positive infinity without any
     * @param max the greatest; negative infinity without any
     */
    record Numbers(long count, double min, double max, ExactSum.Total sum, ExactSum.Total squares) implements Partial {}

    record Texts(long count) implements Partial {}

    /**
     * @param hashes of the different values, ascending; none where there are too many
     * @param registers what their hashes leave, where there are too many; else none
     */
    @SuppressWarnings("ArrayRecordComponent") // neither changed nor compared by its record
    record Distinct(long[] hashes, byte[] registers) implements Partial {

        @Override
        public long count() {
            return Math.max(hashes.length, registers.length);
        }
    }

    /**
     * @param inBuckets whether numbers stand in buckets, because too many are different
     * @param keys the numbers' bits, or their buckets, ascending
     * @param counts how often each came
     */
    @SuppressWarnings("ArrayRecordComponent") // neither changed nor compared by its record
    record Frequencies(boolean inBuckets, long[] keys, long[] counts) implements Partial {

        @Override
        public long count() {
            return Arrays.stream(counts).sum();
        }
    }

    /**
     * @param tooMany whether too many are different
     * @param counts how often each came; none where too many are different
     */
    record TextFrequencies(boolean tooMany, SortedMap<String, Long> counts) implements Partial {

        @Override
        public long count() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * @param tooLong whether it lies in too many stretches of time to be in a window as a whole
     * @param stretches in order; none where there are too many
     */
    record Decayed(boolean tooLong, List<Stretch> stretches) implements Partial {

        @Override
        public long count() {
            return stretches.size();
        }
    }

    /**
     * @param number of the stretch of time
     * @param weights of its numbers
     * @param numbers each times its weight
     */
    record Stretch(long number, ExactSum.Total weights, ExactSum.Total numbers) {}

    /**
     * @param any whether there is any entry, else the others are 0
     * @param first the time of the first
     * @param last the time of the last
     * @param longest the longest time between neighbours
     */
    record Gaps(boolean any, long first, long last, long longest) implements Partial {

        @Override
        public long count() {
            return any ? 1 : 0;
        }
    }

    /**
     * @param counts by class
     */
    @SuppressWarnings("ArrayRecordComponent") // neither changed nor compared by its record
    record Classes(long[] counts) implements Partial {

        @Override
        public long count() {
            long sum = 0;
            for (long count : counts) {
                sum += count;
            }
            return sum;
        }
    }
}
