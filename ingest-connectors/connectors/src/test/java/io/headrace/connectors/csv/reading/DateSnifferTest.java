package io.headrace.connectors.csv.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateSnifferTest {

    @ParameterizedTest
    @MethodSource("forms")
    void everyUsualFormIsReadAsTheSameMoment(String text, String moment) {
        List<String> formats = DateSniffer.sniff("time", List.of(text));

        assertThat(formats).hasSize(1);
        assertThat(new TimeText(formats).parse(text))
                .hasValue(Instant.parse(moment).toEpochMilli() * 1_000);
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of("2024-03-25", "2024-03-25T00:00:00Z"),
                Arguments.of("2024-03-25 14:05", "2024-03-25T14:05:00Z"),
                Arguments.of("2024-03-25T14:05:06", "2024-03-25T14:05:06Z"),
                Arguments.of("2024-03-25T14:05:06.789Z", "2024-03-25T14:05:06.789Z"),
                Arguments.of("2024-03-25T14:05:06+02:00", "2024-03-25T12:05:06Z"),
                Arguments.of("2024-03-25 14:05:06.789 +0200", "2024-03-25T12:05:06.789Z"),
                Arguments.of("25/03/2024", "2024-03-25T00:00:00Z"),
                Arguments.of("3/25/2024 2:05 PM", "2024-03-25T14:05:00Z"),
                Arguments.of("25.3.2024 14:05", "2024-03-25T14:05:00Z"),
                Arguments.of("25-Mar-2024", "2024-03-25T00:00:00Z"),
                Arguments.of("25-mar-24", "2024-03-25T00:00:00Z"),
                Arguments.of("Mar 25, 2024", "2024-03-25T00:00:00Z"),
                Arguments.of("2024/3/25 14:05:06", "2024-03-25T14:05:06Z"),
                Arguments.of("20240325", "2024-03-25T00:00:00Z"),
                Arguments.of("1711375506", "2024-03-25T14:05:06Z"),
                Arguments.of("1711375506789", "2024-03-25T14:05:06.789Z"));
    }

    @Test
    void valuesTellWhetherDayOrMonthComesFirst() {
        assertThat(DateSniffer.sniff("d", List.of("01/02/2024", "13/02/2024")))
                .first()
                .asString()
                .startsWith("d/M");
        assertThat(DateSniffer.sniff("d", List.of("01/02/2024", "02/13/2024")))
                .first()
                .asString()
                .startsWith("M/d");
    }

    @Test
    void whereNoValueTellsTheOrderOfTheRowsDoes() {
        List<String> months = List.of("01/02/2024", "02/02/2024", "03/02/2024", "01/03/2024", "02/03/2024");

        assertThat(DateSniffer.sniff("d", months)).first().asString().startsWith("d/M");
        assertThat(DateSniffer.ambiguous(DateSniffer.sniff("d", months).getFirst(), months))
                .isTrue();
    }

    @Test
    void twoFormatsInOneColumnAreBothFound() {
        List<String> values = Stream.concat(
                        IntStream.range(10, 28).mapToObj(day -> "2024-03-" + day),
                        IntStream.range(13, 28).mapToObj(day -> day + "/04/2024"))
                .toList();

        List<String> formats = DateSniffer.sniff("day", values);

        assertThat(formats).hasSize(2);
        assertThat(values)
                .allSatisfy(
                        text -> assertThat(new TimeText(formats).parse(text)).isPresent());
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 60_000})
    void twoFormatsInTurnAreBothFound(int rows) {
        assertThat(DateSniffer.sniff("day", days(rows, row -> row % 2 == 0))).hasSize(2);
    }

    @Test
    void aSecondFormatThatIsRareIsFoundToo() {
        assertThat(DateSniffer.sniff("day", days(1_000, row -> row < 970))).hasSize(2);
    }

    private static List<String> days(int rows, IntPredicate iso) {
        DateTimeFormatter belgian = DateTimeFormatter.ofPattern("dd/MM/yyyy");
        return IntStream.range(0, rows)
                .mapToObj(row -> {
                    LocalDate day = LocalDate.of(2024, 1, 1).plusDays(row / 100);
                    return iso.test(row) ? day.toString() : belgian.format(day);
                })
                .toList();
    }

    @Test
    void numbersAndWordsAreNoTimes() {
        assertThat(DateSniffer.sniff("size", List.of("20240325", "20240326"))).isEmpty();
        assertThat(DateSniffer.sniff("price", List.of("1.5", "2.25"))).isEmpty();
        assertThat(DateSniffer.sniff("code", List.of("A-1", "B-2"))).isEmpty();
        assertThat(DateSniffer.sniff("phone", List.of("555-123-4567"))).isEmpty();
    }
}
