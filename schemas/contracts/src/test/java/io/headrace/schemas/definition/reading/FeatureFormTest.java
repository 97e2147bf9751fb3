package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeatureFormTest {

    private static final PipelineDefinition RIDES =
            Rides.valid(Rides.LOOKUPS.substring(0, Rides.LOOKUPS.indexOf("  city_of_bike")) + """
            number: distance * 2.0
            text: {category: bike}
            both: {cross: [bike, stationId]}
            words: {hash: bike, into: 2, column: 0}
            hour: {calendar: startedAt, parts: hour_sin}
            holiday: {calendar: startedAt, holidays: 2026-12-25}
            sum: {sum: distance, by: stationId, over: P1D}
            most: {quantile: distance, at: 0.9, by: stationId, over: P1D}
            recent: {decayedSum: distance, by: stationId, halfLife: P1D}
            row: {streak: distance > 2.0, by: stationId, over: P1D}
            visit: {session: count, by: stationId, gap: PT30M}
            pause: {timeSince: last, by: stationId}
            rate: {labelRate: late, by: stationId, over: P1D}
            times: {labelCount: late, by: stationId, over: P1D}
            last: {lastLabel: late, by: stationId}
            since: {timeSinceLabel: late, by: stationId}
            """.indent(2));

    @Test
    void everyKindIsRead() {
        assertThat(RIDES.features())
                .extracting(feature -> (Object) feature.getClass())
                .containsExactlyInAnyOrderElementsOf(kinds(Feature.class).toList());
    }

    @Test
    void everyKindHasWordsAndAMeaningOfItsOwn() {
        assertThat(RIDES.features())
                .extracting(feature -> FeatureForm.of(feature).words())
                .doesNotContain("")
                .doesNotHaveDuplicates();
        assertThat(Meaning.of(RIDES).features().values()).doesNotHaveDuplicates();
    }

    @Test
    void noKeySaysTwoKinds() {
        List<String> kinds = FeatureForm.READERS.stream()
                .flatMap(reader -> reader.kinds().stream())
                .toList();

        assertThat(kinds).doesNotHaveDuplicates();
        assertThat(FeatureReader.KEYS).doesNotHaveDuplicates().containsAll(kinds);
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FeatureFormTest::kinds)
                : Stream.of(type);
    }
}
