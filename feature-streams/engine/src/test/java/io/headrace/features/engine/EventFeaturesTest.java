package io.headrace.features.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.definition.reading.DefinitionResult;
import io.headrace.schemas.feature.FeatureRow;
import java.time.Instant;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Features of the event alone that are more than an expression: calendars, hashed words, crosses. */
class EventFeaturesTest {

    private static final String DEFINITION = """
            pipeline: notes
            problem: {kind: binary, label: urgent, positive: true}
            events:
              id: id
              time: at
              schema: {type: record, name: Note, fields: [
                {name: id, type: string},
                {name: at, type: {type: long, logicalType: timestamp-millis}},
                {name: due, type: ["null", {type: long, logicalType: timestamp-millis}], default: null},
                {name: text, type: ["null", string], default: null},
                {name: other, type: ["null", string], default: null}]}
            features:
            FEATURES
            """;

    private static final long HOUR = 3_600_000;

    private static final Schema EVENT = definition("x: 1.0").events().schema();

    /** By their features. */
    private static final Map<String, FeatureProgram> PROGRAMS = new ConcurrentHashMap<>();

    /** By Java's other calendar: its own fields, its own zones. Up to 2037, as far as both have the rules. */
    @Property(tries = 500)
    void aCalendarShowsWhatJavasOtherCalendarDoes(@ForAll("instants") long at, @ForAll("zones") String zone) {
        FeatureRow row = row(
                "c: {calendar: due, zone: " + zone + ", parts: [hour, weekday, dayOfMonth, dayOfYear]}",
                at,
                null,
                null);
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(zone), Locale.ROOT);
        calendar.setTimeInMillis(at);
        double seconds = calendar.get(Calendar.HOUR_OF_DAY) * 3_600
                + calendar.get(Calendar.MINUTE) * 60
                + calendar.get(Calendar.SECOND)
                + calendar.get(Calendar.MILLISECOND) / 1_000.0;
        int sinceMonday = (calendar.get(Calendar.DAY_OF_WEEK) - Calendar.MONDAY + 7) % 7;

        assertRound(row, 0, seconds / 86_400);
        assertRound(row, 2, sinceMonday / 7.0);
        assertRound(
                row, 4, (calendar.get(Calendar.DAY_OF_MONTH) - 1.0) / calendar.getActualMaximum(Calendar.DAY_OF_MONTH));
        assertRound(
                row, 6, (calendar.get(Calendar.DAY_OF_YEAR) - 1.0) / calendar.getActualMaximum(Calendar.DAY_OF_YEAR));
    }

    @ParameterizedTest
    @CsvSource({
        // Summer time ends: half past two comes twice. It begins: half past two never comes.
        "2026-10-25T00:30:00Z, 2.5",
        "2026-10-25T01:30:00Z, 2.5",
        "2026-03-29T00:59:59Z, 1.99972",
        "2026-03-29T01:00:00Z, 3",
    })
    void theHourIsTheClocks(String at, double hour) {
        FeatureRow row = row(
                "c: {calendar: due, zone: Europe/Brussels, parts: hour}",
                Instant.parse(at).toEpochMilli(),
                null,
                null);

        assertRound(row, 0, hour / 24, 1e-6);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-12-31T12:00:00Z, 365, 366",
        "2025-12-31T12:00:00Z, 364, 365",
        "2024-03-01T12:00:00Z, 60, 366",
        "2025-03-01T12:00:00Z, 59, 365",
    })
    void aDayOfTheYearIsDividedByTheYearsLength(String at, int day, int days) {
        assertRound(
                row("c: {calendar: due, parts: dayOfYear}", Instant.parse(at).toEpochMilli(), null, null),
                0,
                day / (double) days);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-24T22:59:59.999Z, 0",
        "2026-12-24T23:00:00Z, 1",
        "2026-12-25T22:59:59.999Z, 1",
        "2026-12-25T23:00:00Z, 0"
    })
    void aHolidayIsADayOfItsZone(String at, double expected) {
        FeatureRow row = row(
                "c: {calendar: due, zone: Europe/Brussels, holidays: [2026-01-01, 2026-12-25]}",
                Instant.parse(at).toEpochMilli(),
                null,
                null);

        assertThat(row.values().numeric()).containsExactly(expected);
    }

    @Test
    void whatIsMadeOfAMissingValueIsMissing() {
        FeatureRow row = row("""
                  c: {calendar: due, parts: hour, holidays: 2026-12-25}
                  h: {hash: text, into: 3}
                  x: {cross: [text, other]}
                """, null, null, "b");

        assertThat(row.values().numeric()).hasSize(6).containsOnly(Double.NaN);
        assertThat(row.values().categorical()).containsExactly("");
    }

    @Test
    void aTextWithoutWordsIsZeroAndAnEmptyOneMissing() {
        assertThat(row("h: {hash: text, into: 3}", null, "?!", null).values().numeric())
                .containsExactly(0, 0, 0);
        assertThat(row("h: {hash: text, into: 3}", null, "", null).values().numeric())
                .containsOnly(Double.NaN);
    }

    @Test
    void aColumnByItselfIsTheSameAsAmongTheOthers() {
        FeatureRow row = row("""
                  h: {hash: text, into: 4}
                  two: {hash: text, into: 4, column: 2}
                """, null, "The quick brown fox jumps over the lazy dog", null);

        assertThat(row.values().numeric()[4]).isEqualTo(row.values().numeric()[2]);
    }

    @Test
    void columnsAreReadByOtherFeaturesAndReadOthersThemselves() {
        FeatureRow row = row("""
                  sum: h_0 + h_1 + h_2
                  kind: {category: "text == 'a' ? 'word' : 'none'"}
                  h: {hash: kind, into: 3}
                  x: {cross: [kind, sum]}
                """, null, "a", null);

        double sum = row.values().numeric()[0];
        assertThat(Math.abs(sum)).isEqualTo(1);
        assertThat(row.values().categorical()).containsExactly("word", "word|" + (int) sum);
    }

    @Property(tries = 500)
    void differentCategoriesAreNeverTheSameCross(
            @ForAll("parts") String a,
            @ForAll("parts") String b,
            @ForAll("parts") String c,
            @ForAll("parts") String d) {
        assertThat(cross(a, b).equals(cross(c, d))).isEqualTo(a.equals(c) && b.equals(d));
    }

    @Test
    void aCrossShowsItsCategories() {
        assertThat(cross("web", "BE")).isEqualTo("web|BE");
        assertThat(cross("a|b", "c")).isEqualTo("a\\|b|c");
        assertThat(cross("a", "b|c")).isEqualTo("a|b\\|c");
    }

    @Provide
    Arbitrary<Long> instants() {
        long first = Instant.parse("1970-01-02T00:00:00Z").toEpochMilli();
        long last = Instant.parse("2037-12-01T00:00:00Z").toEpochMilli();
        Arbitrary<Long> change = Arbitraries.of(
                        "2024-03-10T08:00:00Z",
                        "2024-11-03T07:00:00Z",
                        "2026-03-29T01:00:00Z",
                        "2026-10-25T01:00:00Z",
                        "2024-02-29T00:00:00Z",
                        "2023-12-31T23:00:00Z",
                        "2011-12-30T10:00:00Z")
                .flatMap(at -> Arbitraries.longs()
                        .between(-3 * HOUR, 3 * HOUR)
                        .map(beside -> Instant.parse(at).toEpochMilli() + beside));
        return Arbitraries.oneOf(Arbitraries.longs().between(first, last), change);
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of(
                "UTC",
                "Europe/Brussels",
                "America/New_York",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Pacific/Apia",
                "America/Sao_Paulo");
    }

    @Provide
    Arbitrary<String> parts() {
        return Arbitraries.strings().withChars("a|\\").ofMinLength(1).ofMaxLength(3);
    }

    private static void assertRound(FeatureRow row, int column, double turn) {
        assertRound(row, column, turn, 1e-12);
    }

    private static void assertRound(FeatureRow row, int column, double turn, double precision) {
        assertThat(row.values().numeric()[column]).isCloseTo(Math.sin(2 * Math.PI * turn), within(precision));
        assertThat(row.values().numeric()[column + 1]).isCloseTo(Math.cos(2 * Math.PI * turn), within(precision));
    }

    private static final FeatureProgram CROSS = program("x: {cross: [text, other]}");

    private static String cross(String text, String other) {
        return CROSS.row(event(null, text, other), CROSS.blank()).values().categorical()[0];
    }

    private static FeatureRow row(String features, @Nullable Long due, @Nullable String text, @Nullable String other) {
        FeatureProgram program = program(features);
        return program.row(event(due, text, other), program.blank());
    }

    private static GenericRecord event(@Nullable Long due, @Nullable String text, @Nullable String other) {
        GenericRecord event = new GenericData.Record(EVENT);
        event.put("id", "n1");
        event.put("at", 0L);
        event.put("due", due);
        event.put("text", text);
        event.put("other", other);
        return event;
    }

    private static FeatureProgram program(String features) {
        return PROGRAMS.computeIfAbsent(features, text -> FeatureProgram.compile(definition(text)));
    }

    private static PipelineDefinition definition(String features) {
        String yaml = DEFINITION.replace("FEATURES", features.stripIndent().indent(2));
        return switch (DefinitionReader.read(yaml, "notes.yaml", _ -> "")) {
            case DefinitionResult.Valid(PipelineDefinition definition) -> definition;
            case DefinitionResult.Invalid invalid ->
                throw new IllegalArgumentException(invalid.mistakes().toString());
        };
    }
}
