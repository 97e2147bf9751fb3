package io.headrace.schemas.definition.reading;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as definitions write them: ISO-8601 with days, hours, minutes and whole seconds, above zero. */
final class DurationText {

    private static final Pattern LEGAL = Pattern.compile("P(?:\\d+D)?(?:T(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?)?");
    private static final Pattern SPOKEN = Pattern.compile("(\\d+)\\s*([a-z]+)");
    private static final Pattern CALENDAR = Pattern.compile("P(\\d+)([WMY])");

    private DurationText() {}

    static Optional<Duration> parse(String text) {
        if (!LEGAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.parse(text)).filter(Duration::isPositive);
        } catch (DateTimeParseException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    /** The duration as one would write it: whole days as days. */
    static String of(Duration duration) {
        return duration.isPositive() && duration.equals(Duration.ofDays(duration.toDays()))
                ? "P" + duration.toDays() + "D"
                : duration.toString();
    }

    /** What is wrong with a text that is no duration, and what was probably meant. */
    static String complaint(String text) {
        return parse(text.toUpperCase(Locale.ROOT))
                .map(_ -> "\"" + text + "\" is no duration; write " + text.toUpperCase(Locale.ROOT))
                .or(() -> zero(text))
                .or(() -> calendar(text))
                .or(() -> spoken(text))
                .orElseGet(() -> "\"" + text + "\" is no duration; write it as PT10M, PT1H or P7D");
    }

    private static Optional<String> zero(String text) {
        return LEGAL.matcher(text).matches() && text.matches(".*\\d.*")
                ? Optional.of(text + " is no duration above zero")
                : Optional.empty();
    }

    /** Weeks, months and years: ISO-8601 has them, but only days and shorter have a fixed length. */
    private static Optional<String> calendar(String text) {
        Matcher calendar = CALENDAR.matcher(text);
        if (!calendar.matches() || calendar.group(1).length() > 6) {
            return Optional.empty();
        }
        int days = Integer.parseInt(calendar.group(1)) * days(calendar.group(2));
        return Optional.of("\"" + text + "\" has no fixed length; write days, P" + days + "D");
    }

    private static int days(String unit) {
        return switch (unit) {
            case "W" -> 7;
            case "M" -> 30;
            default -> 365;
        };
    }

    private static Optional<String> spoken(String text) {
        Matcher spoken = SPOKEN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!spoken.matches()) {
            return Optional.empty();
        }
        String number = spoken.group(1);
        return iso(number, spoken.group(2)).map(iso -> "\"" + text + "\" is no duration; write " + iso);
    }

    private static Optional<String> iso(String number, String unit) {
        return switch (unit) {
            case "s", "sec", "secs", "second", "seconds" -> Optional.of("PT" + number + "S");
            case "m", "min", "mins", "minute", "minutes" -> Optional.of("PT" + number + "M");
            case "h", "hr", "hrs", "hour", "hours" -> Optional.of("PT" + number + "H");
            case "d", "day", "days" -> Optional.of("P" + number + "D");
            case "w", "week", "weeks" ->
                number.length() > 6 ? Optional.empty() : Optional.of("P" + 7L * Integer.parseInt(number) + "D");
            default -> Optional.empty();
        };
    }
}
