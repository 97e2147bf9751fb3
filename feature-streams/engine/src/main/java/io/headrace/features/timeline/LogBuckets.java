package io.headrace.features.timeline;

/**
 * Numbers by their size, in buckets whose middles are within 1 % of all that is in them (after DDSketch, Masson and others 2019). Which
 * bucket a number is in follows from the number alone, and what is merged is added up, so no order matters.
 */
final class LogBuckets {

    /** Buckets of one sign below the largest: what is less than some 10^-18 of it counts as 0. */
    static final int MOST = 2048;

    private static final double ERROR = 0.01;
    private static final double STEP = StrictMath.log((1 + ERROR) / (1 - ERROR));

    /** Makes the place of every number above zero above zero. */
    private static final int OFFSET = 40_000;

    private LogBuckets() {}

    /** Ascending with the number; 0 for 0, the opposite for the opposite. */
    static long place(double value) {
        if (value == 0) {
            return 0;
        }
        long place = OFFSET + (long) StrictMath.ceil(StrictMath.log(Math.abs(value)) / STEP);
        return value < 0 ? -place : place;
    }

    /** A number within 1 % of all that have a place. */
    static double middle(long place) {
        if (place == 0) {
            return 0;
        }
        double upper = StrictMath.exp((Math.abs(place) - OFFSET) * STEP);
        double middle = Math.min(Double.MAX_VALUE, upper) * (1 - ERROR);
        return place < 0 ? -middle : middle;
    }
}
