package io.headrace.standalone.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures in sentences. */
public final class Words {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private Words() {}

    /** With a capital at the beginning and a point at the end. */
    public static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    /** So many rows, and what they are or do. */
    public static String rows(long count, String one, String several) {
        return count(count) + (count == 1 ? " row " + one : " rows " + several);
    }

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Up to four digits that tell something. */
    public static String number(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e7) {
            return Long.toString((long) number);
        }
        double size = Math.abs(number);
        int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
        return size < 1e-3 || size >= 1e7
                ? String.format(Locale.ROOT, "%.3g", number)
                : String.format(Locale.ROOT, "%." + digits + "f", number);
    }

    public static String percent(double share) {
        double percent = share * 100;
        return percent > 0 && percent < 0.1
                ? "< 0.1 %"
                : String.format(
                        Locale.ROOT, percent < 10 || (percent > 99 && percent < 100) ? "%.1f %%" : "%.0f %%", percent);
    }

    public static String time(double millis) {
        String text = TIME.format(Instant.ofEpochMilli((long) millis).atOffset(ZoneOffset.UTC));
        return text.endsWith(" 00:00") ? text.substring(0, 10) : text;
    }

    /** ISO-8601, days for what is whole days. */
    public static String duration(Duration duration) {
        return duration.toSeconds() % 86_400 == 0 && duration.toDays() > 0
                ? "P" + duration.toDays() + "D"
                : duration.toSeconds() % 86_400 == duration.toSeconds()
                        ? duration.toString()
                        : "P" + duration.toDays() + "D"
                                + duration.minusDays(duration.toDays())
                                        .toString()
                                        .substring(1);
    }
}
