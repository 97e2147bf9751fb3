package io.headrace.connectors.csv.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Times as a file writes them. A date is its midnight; a time without a zone is UTC. */
public final class TimeText {

    /** ISO-8601 and what is common beside it: a blank for the T, no seconds, a date alone. */
    public static final String ISO = "iso";

    /** Seconds since 1970, perhaps with a fraction. */
    public static final String EPOCH_SECONDS = "epochSeconds";

    /** Milliseconds since 1970. */
    public static final String EPOCH_MILLIS = "epochMillis";

    private static final DateTimeFormatter ISO_FORM =
            form("yyyy-MM-dd[['T'][' ']HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS][.SS][.S][' '][XXX][XX][X]]");

    private final List<Format> formats;

    private interface Format {
        long micros(String text);
    }

    /**
     * @param formats patterns of {@link DateTimeFormatter}, or this class's names, in the order they are tried
     * @throws IllegalArgumentException where one is no pattern
     */
    public TimeText(List<String> formats) {
        this.formats = formats.stream().map(TimeText::format).toList();
    }

    /** Microseconds since 1970; empty where no format fits. */
    public OptionalLong parse(String text) {
        for (Format format : formats) {
            try {
                return OptionalLong.of(format.micros(text));
            } catch (DateTimeException | ArithmeticException | NumberFormatException _) {
                // The next one is tried.
            }
        }
        return OptionalLong.empty();
    }

    private static Format format(String name) {
        return switch (name) {
            case ISO ->
                text -> {
                    OptionalLong plain = IsoTime.micros(text);
                    return plain.isPresent() ? plain.getAsLong() : micros(ISO_FORM, text);
                };
            case EPOCH_SECONDS -> text -> Math.round(Double.parseDouble(text) * 1e6);
            case EPOCH_MILLIS -> text -> Math.multiplyExact(Long.parseLong(text), 1000L);
            default -> {
                DateTimeFormatter form = form(name);
                yield text -> micros(form, text);
            }
        };
    }

    private static DateTimeFormatter form(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
    }

    private static long micros(DateTimeFormatter form, String text) {
        TemporalAccessor parsed = form.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        Instant instant = switch (parsed) {
            case OffsetDateTime zoned -> zoned.toInstant();
            case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
            case LocalDate date -> date.atStartOfDay().toInstant(ZoneOffset.UTC);
            default -> throw new DateTimeException("no time");
        };
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }
}
