package io.headrace.schemas.definition;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a file of comma-separated values is written.
 *
 * @param charset the encoding's name, {@code UTF-8}; a byte order mark is passed over
 * @param delimiter between fields
 * @param quote around fields that contain delimiters, quotes (doubled) or line ends
 * @param header whether the first row names the columns; otherwise they are {@code column_1}, {@code column_2} …
 * @param missing texts that stand for a missing value, besides nothing at all
 * @param decimal the decimal mark, {@code .} or {@code ,}
 * @param grouping the mark between groups of three digits, where there is one
 * @param dates by field, in the order they are tried: patterns of java.time's DateTimeFormatter (in English), or {@code
 *     iso}, {@code epochSeconds}, {@code epochMillis}. A field without is read as {@code iso}. Times without a zone are UTC
 */
public record CsvDialect(
        String charset,
        char delimiter,
        char quote,
        boolean header,
        List<String> missing,
        char decimal,
        Optional<Character> grouping,
        Map<String, List<String>> dates) {

    /** What RFC 4180 describes, in UTF-8. */
    public static final CsvDialect STANDARD =
            new CsvDialect("UTF-8", ',', '"', true, List.of(), '.', Optional.empty(), Map.of());

    public CsvDialect {
        missing = List.copyOf(missing);
        Map<String, List<String>> copies = new TreeMap<>();
        dates.forEach((field, formats) -> copies.put(field, List.copyOf(formats)));
        dates = Collections.unmodifiableMap(copies);
        if (!known(charset)) {
            throw new IllegalArgumentException("\"" + charset + "\" is no known charset; write one such as UTF-8");
        }
        if (delimiter == quote || isLineEnd(delimiter) || isLineEnd(quote) || delimiter > 126 || quote > 126) {
            throw new IllegalArgumentException("delimiter and quote are two different ASCII characters, no line ends");
        }
        if (decimal != '.' && decimal != ',') {
            throw new IllegalArgumentException("the decimal mark is . or , , found " + decimal);
        }
        if (grouping.isPresent() && grouping.get() == decimal) {
            throw new IllegalArgumentException(
                    "grouping and decimal mark are different, found " + decimal + " for both");
        }
    }

    /** The same with date formats by field. */
    public CsvDialect withDates(Map<String, List<String>> other) {
        return new CsvDialect(charset, delimiter, quote, header, missing, decimal, grouping, other);
    }

    /** The same with other texts for missing values. */
    public CsvDialect withMissing(List<String> other) {
        return new CsvDialect(charset, delimiter, quote, header, other, decimal, grouping, dates);
    }

    /** The same, said to have a header or none. */
    public CsvDialect withHeader(boolean other) {
        return new CsvDialect(charset, delimiter, quote, other, missing, decimal, grouping, dates);
    }

    private static boolean known(String charset) {
        try {
            return Charset.isSupported(charset);
        } catch (IllegalCharsetNameException _) {
            return false;
        }
    }

    private static boolean isLineEnd(char mark) {
        return mark == '\n' || mark == '\r';
    }
}
