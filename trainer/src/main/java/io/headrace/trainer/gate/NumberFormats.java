package io.headrace.trainer.gate;

import java.util.Locale;

/** Numbers as sentences say them. */
public final class NumberFormats {

    private NumberFormats() {}

    /** A metric's value: three places below 1, fewer above. */
    public static String value(double value) {
        double size = Math.abs(value);
        return Double.isNaN(value)
                ? "undefined"
                : String.format(Locale.ROOT, size < 1 ? "%.3f" : size < 100 ? "%.2f" : "%.0f", value);
    }

    /** A whole number with thousands apart. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A p-value: four places. */
    public static String chance(double p) {
        return String.format(Locale.ROOT, "%.4f", p);
    }
}
