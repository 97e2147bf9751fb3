package io.headrace.features.timeline;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What a column's values in some pieces come to, missing ones left out. The same values give the same partial. */
sealed interface Partial {

    /** How many values there are; of different ones above 0 where there is any. */
    long count();

    /** About how much memory it takes. */
    default int bytes() {
        return switch (this) {
            // As much again where its branch adds up what is behind each part.
            case Numbers numbers -> 2 * (NUMBER_BYTES + bytes(numbers.sum()) + bytes(numbers.squares()));
            case Texts _, Gaps _ -> NUMBER_BYTES;
            case Distinct distinct ->
                NUMBER_BYTES + Long.BYTES * distinct.hashes().length + distinct.registers().length;
            case Frequencies frequencies -> NUMBER_BYTES + 2 * Long.BYTES * frequencies.keys().length;
            case TextFrequencies frequencies ->
                NUMBER_BYTES
                        + frequencies.counts().keySet().stream()
                                .mapToInt(text -> ENTRY_BYTES + bytes(text))
                                .sum();
            case Decayed decayed ->
                NUMBER_BYTES
                        + decayed.stretches().stream()
                                .mapToInt(stretch -> NUMBER_BYTES + bytes(stretch.weights()) + bytes(stretch.numbers()))
                                .sum();
            case Ends(var first, var last) ->
                2 * NUMBER_BYTES
                        + first.map(found -> bytes(found.text())).orElse(0)
                        + last.map(found -> bytes(found.text())).orElse(0);
            case Classes classes -> NUMBER_BYTES + Long.BYTES * classes.counts().length;
        };
    }

    /** Of a record of some numbers. */
    int NUMBER_BYTES = 64;

    /** Of an entry of a sorted map, with its count. */
    int ENTRY_BYTES = 64;

    /** Of a text: its characters at two bytes each. */
    static int bytes(String text) {
        return text.isEmpty() ? 0 : NUMBER_BYTES + 2 * text.length();
    }

    private static int bytes(ExactSum.Total total) {
        return NUMBER_BYTES + Integer.BYTES * total.digits().length;
    }

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
     * @param any whether it is known of any entry, else the others are 0
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

    /** Both are there, or neither. */
    record Ends(Optional<Timeline.Found> first, Optional<Timeline.Found> last) implements Partial {

        @Override
        public long count() {
            return first.isPresent() ? 1 : 0;
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
