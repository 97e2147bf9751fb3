package io.headrace.connectors.csv.reading;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells a file that was read up to a position from another one under its name: checksums (CRC-32C) of its first bytes and of
 * those right before the position. A file that only grew keeps both.
 *
 * @param headBytes how many of the first, up to {@value #HEAD_BYTES}
 * @param lastBytes how many before the position, up to {@value #LAST_BYTES}
 */
public record CsvTrace(int headBytes, long head, int lastBytes, long last) {

    static final int HEAD_BYTES = 4096;
    static final int LAST_BYTES = 512;

    /** Of a file of which nothing was read: every file has it. */
    public static final CsvTrace NONE = new CsvTrace(0, 0, 0, 0);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}):(\\d{1,18}),(\\d{1,9}):(\\d{1,18})");

    /** For {@link #parse}. */
    public String text() {
        return headBytes + ":" + head + "," + lastBytes + ":" + last;
    }

    /** Reads what {@link #text} has written; empty where it is something else. */
    public static Optional<CsvTrace> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new CsvTrace(
                        Integer.parseInt(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        Integer.parseInt(matcher.group(3)),
                        Long.parseLong(matcher.group(4))))
                : Optional.empty();
    }
}
