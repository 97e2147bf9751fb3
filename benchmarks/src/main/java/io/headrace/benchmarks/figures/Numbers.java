package io.headrace.benchmarks.figures;

import java.util.Locale;

/** Figures as people read them. */
public final class Numbers {

    private Numbers() {}

    /** Such as {@code 14,100/s}. */
    public static String perSecond(double rate) {
        return String.format(Locale.ROOT, "%,.0f/s", rate);
    }

    /** Two digits after the point. */
    public static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    /** Milliseconds: tenths below ten. */
    public static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%,.0f ms", millis);
    }

    /** Microseconds. */
    public static String micros(double micros) {
        return String.format(Locale.ROOT, micros < 10 ? "%.1f µs" : "%,.0f µs", micros);
    }

    /** Such as {@code 1 partition}. */
    public static String partitions(int count) {
        return count == 1 ? "1 partition" : count + " partitions";
    }

    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
