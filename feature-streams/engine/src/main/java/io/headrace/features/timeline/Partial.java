package io.headrace.features.timeline;

/** What a column's values in some pieces come to, NaN (missing) ones left out. The same values give the same partial. */
sealed interface Partial {

    /** How many values there are. */
    long count();

    /**
     * @param min the least; positive infinity without any
     * @param max the greatest; negative infinity without any
     */
    record Numbers(long count, double min, double max, ExactSum.Total sum, ExactSum.Total squares) implements Partial {}

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
