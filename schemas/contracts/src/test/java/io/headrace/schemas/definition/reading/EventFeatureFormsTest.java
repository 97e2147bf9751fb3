package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.definition.CalendarPart;
import io.headrace.schemas.definition.CalendarPart.Wave;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Feature.Moment;
import io.headrace.schemas.definition.PipelineDefinition;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calendars, hashed words, crosses. */
class EventFeatureFormsTest {

    private static final Moment BRUSSELS = new Moment("startedAt", ZoneId.of("Europe/Brussels"));

    @Test
    void aCalendarIsASineAndACosineOfEachPartAndAColumnOfHolidays() {
        assertThat(definition(
                                "{calendar: startedAt, zone: Europe/Brussels, parts: [hour, weekday_cos], holidays: [2027-01-01, 2026-12-25]}")
                        .features())
                .containsExactly(
                        new Feature.CalendarWave("f_hour_sin", BRUSSELS, CalendarPart.HOUR, Wave.SIN),
                        new Feature.CalendarWave("f_hour_cos", BRUSSELS, CalendarPart.HOUR, Wave.COS),
                        new Feature.CalendarWave("f_weekday_cos", BRUSSELS, CalendarPart.WEEKDAY, Wave.COS),
                        new Feature.Holiday(
                                "f_holiday", BRUSSELS, List.of(LocalDate.of(2026, 12, 25), LocalDate.of(2027, 1, 1))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{calendar: startedAt, parts: hour} | f_hour_sin,f_hour_cos",
                "{calendar: startedAt, parts: hour_sin} | f",
                "{calendar: startedAt, parts: [hour_sin]} | f_hour_sin",
                "{calendar: startedAt, holidays: 2026-12-25} | f",
                "{calendar: startedAt, holidays: [2026-12-25, 2027-01-01]} | f",
                "{calendar: startedAt, parts: hour_sin, holidays: 2026-12-25} | f_hour_sin,f_holiday",
                "{hash: bike, into: 3} | f_0,f_1,f_2",
                "{hash: bike, into: 3, column: 1} | f",
                "{hash: bike, into: 3, column: [2, 0]} | f_2,f_0",
                "{cross: [bike, stationId]} | f",
            })
    void oneColumnKeepsTheNameAndSeveralAddTheirOwn(String written, String names) {
        assertThat(definition(written).features()).extracting(Feature::name).containsExactly(names.split(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{calendar: startedAt, parts: hour_sin} | sine of the time of day of startedAt in UTC",
                "{calendar: startedAt, zone: Asia/Tokyo, parts: dayOfYear_cos} | cosine of the day of the year of startedAt in Asia/Tokyo",
                "{calendar: startedAt, holidays: [2026-12-25, 2026-12-26]} | whether startedAt is on one of 2 holidays in UTC",
                "{hash: bike, into: 4, column: 3} | words of bike hashed, column 3 of 0 to 3",
                "{cross: [bike, riders > 1]} | category bike with riders > 1",
            })
    void hasWordsAndACanonicalFormThatReadsAsTheSame(String written, String words) {
        PipelineDefinition rides = definition(written);

        assertThat(FeatureForm.of(rides.features().getFirst()).words()).isEqualTo(words);
        PipelineDefinition again = Rides.valid(CanonicalForm.of(rides));
        assertThat(again.features()).isEqualTo(rides.features());
        assertThat(again.hash()).isEqualTo(rides.hash());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{calendar: startedAt, parts: hour_sin} | {calendar: startedAt, zone: UTC, parts: hour_sin}",
                "{calendar: startedAt, holidays: [2026-12-25, 2026-12-26]} | {calendar: startedAt, holidays: [2026-12-26, 2026-12-25]}",
                "{hash: bike, into: 4, column: 1} | {hash: \"bike // the kind\", into: 4, column: 1}",
            })
    void meansTheSameHoweverItIsWritten(String one, String other) {
        assertThat(meaning(one)).isEqualTo(meaning(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{calendar: startedAt, parts: hour_sin} | {calendar: startedAt, parts: hour_cos}",
                "{calendar: startedAt, parts: hour_sin} | {calendar: startedAt, parts: weekday_sin}",
                "{calendar: startedAt, parts: hour_sin} | {calendar: startedAt, zone: Europe/Brussels, parts: hour_sin}",
                "{calendar: startedAt, holidays: 2026-12-25} | {calendar: startedAt, holidays: 2026-12-26}",
                "{calendar: startedAt, holidays: 2026-12-25} | {calendar: startedAt, zone: Asia/Tokyo, holidays: 2026-12-25}",
                "{hash: bike, into: 4, column: 1} | {hash: bike, into: 5, column: 1}",
                "{hash: bike, into: 4, column: 1} | {hash: bike, into: 4, column: 2}",
                "{hash: bike, into: 4, column: 1} | {hash: stationId, into: 4, column: 1}",
                "{cross: [bike, stationId]} | {cross: [stationId, bike]}",
                "{cross: [bike, stationId]} | {cross: [bike, stationId, riders]}",
            })
    void isAnotherFeatureWhereItsValuesAreOthers(String one, String other) {
        assertThat(meaning(one)).isNotEqualTo(meaning(other));
        assertThat(definition(one).hash()).isNotEqualTo(definition(other).hash());
    }

    @Test
    void mayReadOtherFeatures() {
        PipelineDefinition rides = Rides.ofFeatures("""
                kind: {category: bike}
                words: {hash: kind, into: 2}
                both: {cross: [kind, far]}
                far: distance > words_1
                """);

        assertThat(rides.features()).hasSize(5);
    }

    @Test
    void recordsSayWhatDoesNotFit() {
        assertThatThrownBy(() -> new Feature.HashedWords("f", "bike", 4, 4))
                .hasMessage("f.column is from 0 to 3, found 4");
        assertThatThrownBy(() -> new Feature.HashedWords("f", "bike", 1, 0))
                .hasMessage("f.into is from 2 to 1024, found 1");
        assertThatThrownBy(() -> new Feature.Cross("f", List.of("bike")))
                .hasMessageContaining("two categories or more");
        assertThatThrownBy(() -> new Feature.Holiday("f", BRUSSELS, List.of())).hasMessageContaining("at least one");
    }

    private static String meaning(String feature) {
        return Meaning.of(definition(feature)).features().get("f");
    }

    private static PipelineDefinition definition(String feature) {
        return Rides.ofFeatures("f: " + feature);
    }
}
