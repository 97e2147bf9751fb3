package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.PipelineDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregateFormTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void readsAConditionAndWhetherTheEventItselfCounts() {
        assertThat(only("{count: all, by: stationId, over: P1D, where: \" bike == 'CARGO' \", excluding: this}"))
                .isEqualTo(new Feature.WindowedAggregate(
                        "f",
                        AggregateFunction.COUNT,
                        new Feature.Operand("1", Optional.of("bike == 'CARGO'")),
                        List.of("stationId"),
                        new Feature.Window(DAY, true)));
        assertThat(only("{zscore: distance, over: P1D}"))
                .isEqualTo(new Feature.WindowedAggregate("f", AggregateFunction.ZSCORE, "distance", List.of(), DAY));
    }

    @Test
    void eachWindowHasTheCondition() {
        PipelineDefinition rides =
                Rides.ofFeatures("f: {sum: distance, over: [P1D, P7D], where: riders > 1, excluding: this}");

        assertThat(rides.features()).extracting(Feature::name).containsExactly("f_P1D", "f_P7D");
        assertThat(rides.features())
                .allSatisfy(feature -> assertThat(
                                FeatureForm.of(feature).canonical("late").toString())
                        .contains("\"where\":\"riders > 1\",\"excluding\":\"this\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{count: all, over: P1D, where: riders > 1} | count where riders > 1 of all events over P1D",
                "{sum: distance, over: P1D, excluding: this} | sum of distance of all events over P1D before the event",
                "{first: distance, by: stationId, over: P1D} | first of distance by stationId over P1D",
                "{last: distance, by: stationId, over: P1D, excluding: this} | last of distance by stationId over P1D before the event",
                "{zscore: distance, by: stationId, over: P1D} | distance in deviations from the mean of the earlier ones by stationId over P1D",
                "{ratio: distance, by: stationId, over: P1D} | distance as a multiple of the mean of the earlier ones by stationId over P1D",
                "{rate: all, by: stationId, over: PT1H} | events a second by stationId over PT1H",
                "{rate: distance, by: stationId, over: PT1H} | events with distance a second by stationId over PT1H",
                "{distinct: bike, by: stationId, over: P1D} | number of different bike by stationId over P1D",
                "{mode: bike, by: stationId, over: P1D} | most frequent bike by stationId over P1D",
                "{modeShare: riders, by: stationId, over: P1D, excluding: this} | share of the most frequent riders by stationId over P1D before the event",
                "{quantile: distance, at: 0.9, by: stationId, over: P1D} | 0.9 quantile of distance by stationId over P1D",
                "{quantile: distance, at: 0.5, over: P1D, where: riders > 1, excluding: this} | 0.5 quantile of distance where riders > 1 of all events over P1D before the event",
                "{decayedCount: all, by: stationId, halfLife: PT6H} | count by stationId that halves every PT6H",
                "{decayedSum: distance, by: stationId, halfLife: PT6H, excluding: this} | sum of distance by stationId that halves every PT6H, before the event",
                "{decayedMean: distance, halfLife: P1D, where: riders > 1} | mean of distance where riders > 1 of all events that halves every P1D",
                "{streak: riders > 1, by: stationId, over: P1D} | newest events in a row with riders > 1 by stationId over P1D",
                "{streak: riders > 1, over: P1D, where: distance > 3.0, excluding: this} | newest events in a row with riders > 1 where distance > 3.0 of all events over P1D before the event",
                "{session: count, by: stationId, gap: PT30M} | events of the session by stationId that a gap of PT30M ends",
                "{session: seconds, gap: PT30M} | seconds of the session of all events that a gap of PT30M ends",
                "{sum: distance, by: stationId, over: {events: 10}} | sum of distance by stationId over the last 10 within P400D",
                "{mean: distance, over: {events: 10, within: P7D}, excluding: this} | mean of distance of all events over the last 10 within P7D before the event",
                "{count: all, by: stationId, over: lifetime} | count by stationId since the first",
                "{quantile: distance, at: 0.5, by: stationId, over: lifetime} | 0.5 quantile of distance by stationId since the first",
                "{streak: riders > 1, by: stationId, over: {events: 100}} | newest events in a row with riders > 1 by stationId over the last 100 within P400D",
                "{last: distance, nth: 2, by: stationId, over: P1D} | no. 2 of the newest distance by stationId over P1D",
                "{mode: bike, nth: 3, by: stationId, over: lifetime} | no. 3 of the most frequent bike by stationId since the first",
                "{modeShare: bike, nth: 3, by: stationId, over: P1D} | share of no. 3 of the most frequent bike by stationId over P1D",
                "{change: distance, by: stationId, over: P1D} | change of distance since the last one by stationId over P1D",
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
                "over: P1D} | over: P1D, where: riders > 1}",
                "over: P1D} | over: P1D, excluding: this}",
                "sum: | first:",
                "first: | last:",
                "sum: | zscore:",
                "zscore: | ratio:",
                "ratio: | change:",
                "sum: | distinct:",
                "distinct: | mode:",
                "mode: | modeShare:",
                "sum: | rate:",
                "over: P1D} | over: lifetime}",
                "over: P1D} | over: {events: 10}}",
                "over: P1D} | over: {events: 10, within: P1D}}",
            })
    void isAnotherFeatureWithAnotherWindowConditionOrFunction(String from, String to) {
        String before = "{sum: distance, over: P1D}".replace("sum:", from.endsWith(":") ? from : "sum:");
        String after = before.replace(from, to);

        assertThat(after).isNotEqualTo(before);
        assertThat(meaning(after)).isNotEqualTo(meaning(before));
        assertThat(definition(after).hash()).isNotEqualTo(definition(before).hash());
    }

    @Test
    void meansTheSameHoweverAConditionIsSpaced() {
        assertThat(meaning("{sum: distance, over: P1D, where: riders>1}"))
                .isEqualTo(meaning("{sum: distance, over: P1D, where: riders  > 1}"))
                .isNotEqualTo(meaning("{sum: distance, over: P1D, where: riders > 2}"));
    }

    @Test
    void anOperandIsAnotherUnderACondition() {
        PipelineDefinition rides = definition("{sum: distance, over: P1D}");
        Feature.Operand bare = new Feature.Operand("distance", Optional.empty());
        Feature.Operand some = new Feature.Operand("distance", Optional.of("riders > 1"));
        Feature.Operand same = new Feature.Operand("distance", Optional.of("riders>1"));

        assertThat(Meaning.ofOperand(rides, some))
                .isEqualTo(Meaning.ofOperand(rides, same))
                .isNotEqualTo(Meaning.ofOperand(rides, bare));
    }

    /** What cleaning makes of a field that only the condition reads decides about the values, too. */
    @Test
    void theFieldsOfAConditionArePartOfTheMeaning() {
        String features = "f: {sum: distance, over: P1D, where: bike == 'CARGO'}";
        PipelineDefinition rides = Rides.ofFeatures(features);
        PipelineDefinition filled = Rides.valid(
                CanonicalForm.of(rides).replace("\"fill\":{}", "\"fill\":{\"bike\":{\"constant\":\"CITY\"}}"));

        assertThat(filled.clean().fill()).isNotEmpty();
        assertThat(Meaning.of(filled).features()).isNotEqualTo(Meaning.of(rides).features());
    }

    @Test
    void aComparisonIsNeverWithTheEventItself() {
        assertThatThrownBy(() -> new Feature.WindowedAggregate(
                        "f",
                        AggregateFunction.RATIO,
                        new Feature.Operand("distance", Optional.empty()),
                        List.of(),
                        new Feature.Window(DAY, true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("never takes the event itself");
    }

    /** A text by its value: a category where it is one of the operands, a number where it is counted. */
    @Test
    void theOperandOfSomeMayBeAText() {
        assertThat(only("{last: bike, by: stationId, over: P1D}"))
                .isEqualTo(new Feature.WindowedAggregate(
                        "f",
                        AggregateFunction.LAST,
                        new Feature.Operand("bike", FeatureKind.CATEGORICAL, Optional.empty()),
                        List.of("stationId"),
                        new Feature.Window(DAY, false)));
        assertThat(only("{last: bike, over: P1D}").kind()).isEqualTo(FeatureKind.CATEGORICAL);
        assertThat(only("{last: distance, over: P1D}").kind()).isEqualTo(FeatureKind.NUMERIC);
        assertThat(only("{count: bike, over: P1D}").kind()).isEqualTo(FeatureKind.NUMERIC);
        assertThat(only("{mode: bike, over: P1D}").kind()).isEqualTo(FeatureKind.CATEGORICAL);
        assertThat(only("{distinct: bike, over: P1D}").kind()).isEqualTo(FeatureKind.NUMERIC);
        assertThat(only("{modeShare: bike, over: P1D}").kind()).isEqualTo(FeatureKind.NUMERIC);
        assertThat(Rides.ofFeatures("f: {last: bike, over: P1D}\ng: {category: f + '!'}")
                        .features())
                .as("a category is one for those who read it")
                .hasSize(2);
    }

    @Test
    void noTextIsAnOperandOfNumbers() {
        assertThatThrownBy(() -> new Feature.WindowedAggregate(
                        "f",
                        AggregateFunction.SUM,
                        new Feature.Operand("bike", FeatureKind.CATEGORICAL, Optional.empty()),
                        List.of(),
                        new Feature.Window(DAY, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of numbers");
    }

    @Test
    void whatHasNoWindowMeansSomethingElseWithAnotherLength() {
        assertThat(Stream.of(
                                "{decayedSum: distance, halfLife: P1D}",
                                "{decayedSum: distance, halfLife: P2D}",
                                "{decayedMean: distance, halfLife: P1D}",
                                "{decayedSum: distance, halfLife: P1D, excluding: this}",
                                "{streak: riders > 1, over: P1D}",
                                "{streak: riders > 2, over: P1D}",
                                "{streak: riders > 1, over: P2D}",
                                "{session: count, gap: PT1H}",
                                "{session: count, gap: PT2H}",
                                "{session: seconds, gap: PT1H}")
                        .map(AggregateFormTest::meaning))
                .doesNotHaveDuplicates();
    }

    @Test
    void aListOfWindowsAndOfPlacesMakesAFeatureOfEach() {
        assertThat(Rides.ofFeatures("""
                                f: {sum: distance, over: [P1D, {events: 10}, {events: 10, within: P7D}, lifetime]}
                                g: {last: distance, nth: [1, 2], over: {events: 5}, excluding: this}
                                h: {mode: bike, nth: [1, 3], over: [P1D, lifetime]}
                                """).features())
                .extracting(Feature::name)
                .containsExactly(
                        "f_P1D",
                        "f_last10",
                        "f_last10_P7D",
                        "f_lifetime",
                        "g_1",
                        "g_2",
                        "h_P1D_1",
                        "h_P1D_3",
                        "h_lifetime_1",
                        "h_lifetime_3");
    }

    @Test
    void aPlaceInTheOrderIsAnotherFeature() {
        assertThat(Stream.of(
                                "{last: distance, over: P1D}",
                                "{last: distance, nth: 2, over: P1D}",
                                "{last: distance, nth: 3, over: P1D}")
                        .map(AggregateFormTest::meaning))
                .doesNotHaveDuplicates();
        assertThat(only("{last: distance, nth: 1, over: P1D}")).isEqualTo(only("{last: distance, over: P1D}"));
    }

    @Test
    void whatCannotBeKeptForALifetimeIsNoFeature() {
        Feature.Window lifetime = new Feature.Window(new Extent.Lifetime(), false);
        Feature.Operand distance = new Feature.Operand("distance", Optional.empty());

        assertThatThrownBy(() -> new Feature.Streak("f", distance, List.of(), lifetime))
                .hasMessageContaining("a time or of so many events");
        assertThatThrownBy(
                        () -> new Feature.WindowedAggregate("f", AggregateFunction.RATE, distance, List.of(), lifetime))
                .hasMessageContaining("a rate is over a time");
        assertThatThrownBy(() ->
                        new Feature.WindowedAggregate("f", AggregateFunction.LAST, distance, List.of(), lifetime, 2))
                .hasMessageContaining("only the last itself");
        assertThatThrownBy(() ->
                        new Feature.WindowedAggregate("f", AggregateFunction.SUM, distance, List.of(), lifetime, 2))
                .hasMessageContaining("f.nth is from 1 to 1");
    }

    @Test
    void aListOfHalfLivesOrGapsMakesAFeatureOfEach() {
        assertThat(Rides.ofFeatures(
                                "f: {decayedCount: all, halfLife: [PT1H, P1D]}\ng: {session: count, gap: [PT1H, P1D]}")
                        .features())
                .extracting(Feature::name)
                .containsExactly("f_PT1H", "f_P1D", "g_PT1H", "g_P1D");
    }

    @Test
    void aQuantileIsAnotherAtAnotherShareOrInAnotherWindow() {
        String quantile = "{quantile: distance, at: 0.9, over: P1D}";
        assertThat(Stream.of(
                                quantile,
                                "{mean: distance, over: P1D}",
                                quantile.replace("0.9", "0.95"),
                                quantile.replace("P1D", "P2D"),
                                quantile.replace("P1D", "P1D, where: riders > 1"),
                                quantile.replace("P1D", "P1D, excluding: this"))
                        .map(AggregateFormTest::meaning))
                .doesNotHaveDuplicates();
    }

    private static String meaning(String feature) {
        return Meaning.of(definition(feature)).features().get("f");
    }

    private static Feature only(String feature) {
        return definition(feature).features().getFirst();
    }

    private static PipelineDefinition definition(String feature) {
        return Rides.ofFeatures("f: " + feature);
    }
}
