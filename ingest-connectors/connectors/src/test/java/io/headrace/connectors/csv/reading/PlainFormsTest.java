package io.headrace.connectors.csv.reading;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.headrace.schemas.definition.CsvDialect;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

/** What is read in a shorter way because it is plain is what the long way reads. */
class PlainFormsTest {

    private static final NumberText NUMBERS = new NumberText(CsvDialect.STANDARD);

    @Property(tries = 20_000)
    void aRowIsReadAsTheLibraryReadsIt(
            @ForAll @StringLength(max = 12) @Chars({'a', ' ', '\t', ',', '"', '\n', '\r'}) String row) {
        List<String> fields = new PlainRow(',', '"').fields(row);

        if (!fields.isEmpty()) {
            assertThat(fields).isEqualTo(byTheLibrary(row));
        }
    }

    private static List<String> byTheLibrary(String row) {
        try {
            return CsvReader.builder()
                    .trimWhitespacesAroundQuotes(true)
                    .skipEmptyLines(false)
                    .ofSingleCsvRecord(row)
                    .getFields();
        } catch (CsvParseException e) {
            return List.of("no row: " + e.getMessage());
        }
    }

    /** Fields that need no second quote within are plain, so the quick way is taken where it should be. */
    @Property(tries = 500)
    void mostRowsArePlain(@ForAll Random random) {
        List<String> fields = random.ints(1 + random.nextInt(6), 0, 4)
                .mapToObj(List.of("", "a", "b, c", "1.5")::get)
                .toList();
        String row = fields.stream()
                .map(field -> field.contains(",") || random.nextBoolean() ? '"' + field + '"' : field)
                .collect(Collectors.joining(","));

        assertThat(new PlainRow(',', '"').fields(row)).isEqualTo(row.isEmpty() ? List.of() : fields);
    }

    @Property
    void aNumberIsTheNearestDouble(
            @ForAll @LongRange(min = -99_999_999_999_999_999L, max = 99_999_999_999_999_999L) long digits,
            @ForAll @IntRange(max = 17) int decimals) {
        String plain = BigDecimal.valueOf(digits, decimals).toPlainString();

        assertThat(NUMBERS.parse(plain)).hasValue(Double.parseDouble(plain));
    }

    @Property
    void aDoubleIsReadAsItIsWritten(@ForAll @DoubleRange(min = -1e6, max = 1e6) double number) {
        assertThat(NUMBERS.parse(Double.toString(number))).hasValue(number);
    }

    @Property(tries = 20_000)
    void whatIsANumberIsWhatJavaTakesForOne(
            @ForAll @StringLength(max = 8) @Chars({'-', '.', '0', '7', 'e'}) String text) {
        boolean digits = text.chars().anyMatch(Character::isDigit);
        double number = parsed(text);

        if (digits && Double.isFinite(number)) {
            assertThat(NUMBERS.parse(text).orElse(Double.NaN)).isEqualTo(number);
        } else {
            assertThat(NUMBERS.parse(text)).isEmpty();
        }
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    @Property
    void aTimeIsTheOneThatTheFormatterReads(
            @ForAll @LongRange(min = -60_000_000_000L, max = 250_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999) int micros,
            @ForAll @IntRange(max = 5) int form) {
        String pattern = List.of(
                        "yyyy-MM-dd'T'HH:mm:ss",
                        "yyyy-MM-dd HH:mm:ss",
                        "yyyy-MM-dd'T'HH:mm:ss'Z'",
                        "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'",
                        "yyyy-MM-dd'T'HH:mm:ss.SSS",
                        "yyyy-MM-dd HH:mm:ss.SSSSSS'Z'")
                .get(form);
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, micros * 1000, ZoneOffset.UTC);
        String text = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(time);
        int shown = form < 3 ? 0 : form < 5 ? micros / 1000 * 1000 : micros;

        assertThat(IsoTime.micros(text)).hasValue(second * 1_000_000 + shown);
    }

    /** One character of a time is another one: where the short way still reads it, it reads what the formatter does. */
    @Property(tries = 20_000)
    void whatIsNoTimeIsNone(
            @ForAll @IntRange(max = 19) int place, @ForAll @CharRange(from = ' ', to = 'Z') char other) {
        StringBuilder text = new StringBuilder("2026-02-28T12:34:56Z");
        text.setCharAt(place, other);
        TimeText formatter = new TimeText(
                List.of("yyyy-MM-dd[['T'][' ']HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS][.SS][.S][' '][XXX][XX][X]]"));

        OptionalLong quick = IsoTime.micros(text.toString());
        if (quick.isPresent()) {
            assertThat(quick).isEqualTo(formatter.parse(text.toString()));
        }
        assertThat(new TimeText(List.of(TimeText.ISO)).parse(text.toString()))
                .isEqualTo(formatter.parse(text.toString()));
    }
}
