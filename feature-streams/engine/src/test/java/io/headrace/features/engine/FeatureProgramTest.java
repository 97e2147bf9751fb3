package io.headrace.features.engine;

import static io.headrace.schemas.time.PartitionClock.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.feature.FeatureRow;
import java.time.Duration;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class FeatureProgramTest {

    private static final long NOON = 1_767_268_800_000L;

    private final FeatureProgram program = Payments.program();

    /** Events are forgotten in pieces, when the newest of a piece is out of reach. */
    private static final int MOST_IN_A_PIECE = 32;

    @Test
    void aStageIsMadeForEachSetOfKeysInTheOrderOfTheirNames() {
        FeatureProgram both = FeatureProgram.compile(Payments.definition(List.of(
                count("a", List.of("terminalId", "customerId")),
                count("b", List.of("terminalId")),
                count("c", List.of("customerId", "terminalId")))));

        assertThat(both.stages()).extracting(Stage::name).containsExactly("by-customerId-terminalId", "by-terminalId");
        assertThat(both.stateful()).containsExactly("a", "c", "b");
    }

    @Test
    void aWindowEndsWithTheEventAndLeavesOutItsOwnStart() {
        FeatureHistory history = new FeatureHistory(program);
        history.observe(new Payment("at-start", NOON, "c1", "t1", 1.0).toRecord(), UNKNOWN);
        history.observe(new Payment("inside", NOON + 1, "c1", "t1", 2.0).toRecord(), UNKNOWN);

        FeatureRow row =
                history.values(new Payment("now", NOON + Payments.SHORT.toMillis(), "c1", "t1", 4.0).toRecord());

        assertThat(number(row, "count_short")).isEqualTo(2);
        assertThat(number(row, "sum_short")).isEqualTo(6);
    }

    @Test
    void askingRecordsNothing() {
        FeatureHistory history = new FeatureHistory(program);
        history.values(new Payment("asked", NOON, "c1", "t1", 1.0).toRecord());

        assertThat(history.entities()).isZero();
        assertThat(history.entries()).isZero();
    }

    @Test
    void anEventRecordedTwiceCountsOnce() {
        FeatureHistory history = new FeatureHistory(program);
        GenericRecord event = new Payment("twice", NOON, "c1", "t1", 1.0).toRecord();
        FeatureRow first = history.observe(event, UNKNOWN);

        assertThat(history.observe(event, UNKNOWN)).isEqualTo(first);
    }

    @Test
    void anEventOfNoEntityHasNoValuesAndLeavesNoTrace() {
        FeatureHistory history = new FeatureHistory(program);
        FeatureRow row = history.observe(new Payment("nobody", NOON, null, null, 1.0).toRecord(), UNKNOWN);

        assertThat(number(row, "count_long")).isNaN();
        assertThat(number(row, "terminal_pause")).isNaN();
        assertThat(number(row, "pair_count")).isNaN();
        assertThat(number(row, "amount")).isEqualTo(1);
        assertThat(row.keys()).isEmpty();
        assertThat(history.entities()).isZero();
    }

    @Test
    void aMissingOperandDoesNotCount() {
        FeatureHistory history = new FeatureHistory(program);
        history.observe(new Payment("with", NOON, "c1", "t1", 10.0).toRecord(), UNKNOWN);
        FeatureRow row = history.observe(new Payment("without", NOON + 1, "c1", "t1", null).toRecord(), UNKNOWN);

        assertThat(number(row, "count_long")).isEqualTo(2);
        assertThat(number(row, "amounts_long")).isEqualTo(1);
        assertThat(number(row, "mean_long")).isEqualTo(10);
        assertThat(number(row, "deviation_long")).isZero();
        assertThat(number(row, "ratio")).isNaN();
    }

    @Test
    void withoutAnOperandSumsAreZeroAndTheOthersMissing() {
        FeatureRow row =
                new FeatureHistory(program).observe(new Payment("without", NOON, "c1", "t1", null).toRecord(), UNKNOWN);

        assertThat(number(row, "sum_short")).isZero();
        assertThat(number(row, "amounts_long")).isZero();
        assertThat(number(row, "mean_short")).isNaN();
        assertThat(number(row, "min_long")).isNaN();
        assertThat(number(row, "max_short")).isNaN();
        assertThat(number(row, "deviation_long")).isNaN();
    }

    @Test
    void featuresMayReadFeaturesDeclaredAfterThem() {
        FeatureHistory history = new FeatureHistory(program);
        history.observe(new Payment("one", NOON, "c1", "t1", 10.0).toRecord(), UNKNOWN);
        FeatureRow row = history.observe(new Payment("two", NOON + 1, "c1", "t1", 30.0).toRecord(), UNKNOWN);

        assertThat(number(row, "ratio")).isEqualTo(1.5);
        assertThat(number(row, "twice_ratio")).isEqualTo(3);
    }

    @Test
    void featuresThatReadEachOtherInACircleAreRefused() {
        List<Feature> circle =
                List.of(new Feature.Numeric("first", "second + 1.0"), new Feature.Numeric("second", "first"));

        assertThatThrownBy(() -> FeatureProgram.compile(Payments.definition(circle)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first → second → first");
    }

    @Test
    void aWrongExpressionIsRefusedWithItsFeature() {
        assertThatThrownBy(() ->
                        FeatureProgram.compile(Payments.definition(List.of(new Feature.Numeric("wrong", "amuont")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wrong: \"amuont\"");
    }

    @Test
    void anEventWithoutIdOrTimeIsUnusable() {
        GenericRecord event = new Payment("tx", NOON, "c1", "t1", 1.0).toRecord();
        event.put("txId", null);

        assertThatThrownBy(() -> new FeatureHistory(program).values(event))
                .isInstanceOfSatisfying(
                        UnusableEventException.class,
                        unusable -> assertThat(unusable.rule()).isEqualTo("missing-id"));
    }

    @Test
    void anEmptyIdIsNone() {
        assertThatThrownBy(() -> new FeatureHistory(program).values(new Payment("", NOON, "c1", "t1", 1.0).toRecord()))
                .isInstanceOfSatisfying(
                        UnusableEventException.class,
                        unusable -> assertThat(unusable.rule()).isEqualTo("missing-id"));
    }

    @Test
    void eventsOfOneMillisecondDoNotSeeEachOther() {
        FeatureHistory history = new FeatureHistory(program);
        history.observe(new Payment("before", NOON - 2000, "c1", "t1", 1.0).toRecord(), UNKNOWN);
        FeatureRow first = history.observe(new Payment("first", NOON, "c1", "t1", 10.0).toRecord(), UNKNOWN);
        FeatureRow second = history.observe(new Payment("second", NOON, "c1", "t1", 100.0).toRecord(), UNKNOWN);

        assertThat(number(first, "sum_short")).isEqualTo(11);
        assertThat(number(second, "sum_short")).isEqualTo(101);
        assertThat(number(second, "count_short")).isEqualTo(2);
        assertThat(number(second, "pause")).isEqualTo(2);
        assertThat(history.values(new Payment("first", NOON, "c1", "t1", 10.0).toRecord()))
                .isEqualTo(first);
    }

    @Test
    void theTimeSinceTheLastLooksBack400Days() {
        FeatureHistory history = new FeatureHistory(program);
        history.observe(new Payment("last", NOON, "c1", "t1", 1.0).toRecord(), UNKNOWN);
        long limit = NOON + Duration.ofDays(400).toMillis();

        assertThat(number(history.values(new Payment("a", limit - 1, "c1", "t1", 1.0).toRecord()), "pause"))
                .isEqualTo((limit - 1 - NOON) / 1000.0);
        assertThat(number(history.values(new Payment("b", limit, "c1", "t1", 1.0).toRecord()), "pause"))
                .isNaN();
    }

    @Test
    void clocksYearsAheadCostNoOtherEventAnything() {
        FeatureProgram global = FeatureProgram.compile(
                Payments.definition(List.of(count("all", List.of()), count("cards", List.of("customerId")))));
        FeatureHistory history = new FeatureHistory(global);
        long minute = Duration.ofMinutes(1).toMillis();
        long years = Duration.ofDays(27_000).toMillis();
        for (int i = 0; i < 1000; i++) {
            long time = NOON + i * minute;
            if (i % 100 == 50) {
                history.observe(new Payment("stray" + i, time + years, "c1", "t1", 1.0).toRecord(), time - minute);
            }
            history.observe(new Payment("tx" + i, time, "c1", "t1", 1.0).toRecord(), time - minute);
        }

        FeatureRow row = history.observe(
                new Payment("now", NOON + 1000 * minute, "c1", "t1", 1.0).toRecord(), NOON + 1000 * minute);

        assertThat(row.values().numeric()).containsExactly(1001, 1001);
    }

    @Test
    void aReplayOfLastYearBesideLiveEventsLeavesBothRight() {
        FeatureProgram counts = FeatureProgram.compile(Payments.definition(List.of(count("n", List.of("customerId")))));
        FeatureHistory history = new FeatureHistory(counts);
        long year = Duration.ofDays(365).toMillis();
        for (int i = 0; i < 24; i++) {
            long time = NOON + i * Payments.HOUR;
            FeatureRow live = history.observe(new Payment("live" + i, time, "c1", "t1", 1.0).toRecord(), time);
            FeatureRow old = history.observe(new Payment("old" + i, time - year, "c1", "t1", 1.0).toRecord(), time);

            assertThat(live.values().numeric()).containsExactly(i + 1);
            assertThat(old.values().numeric()).containsExactly(i + 1);
        }
        long later = NOON + 100 * Payments.HOUR;
        history.observe(new Payment("later", later, "c1", "t1", 1.0).toRecord(), later);
        history.expire(later);
        assertThat(history.entries()).isLessThan(2 * MOST_IN_A_PIECE);
    }

    @Test
    void whatNoEventInTimeCanSeeIsForgotten() {
        FeatureProgram counts = FeatureProgram.compile(Payments.definition(List.of(count("n", List.of("customerId")))));
        FeatureHistory history = new FeatureHistory(counts);
        for (int i = 0; i < 1000; i++) {
            long time = NOON + i * Payments.HOUR;
            history.observe(new Payment("tx" + i, time, "c1", null, 1.0).toRecord(), time);
        }

        long inReach = Payments.LONG.plus(Payments.LATENESS).toHours() + 1;
        assertThat(history.entries()).isBetween(inReach, inReach + MOST_IN_A_PIECE);
    }

    @Test
    void howFarBackItLooksIsTheLongestOfItsFeaturesWithTheLatenessAndTheTimeOfALabel() {
        assertThat(lookBack(count("n", List.of("customerId")))).isEqualTo(Payments.LONG.plus(Payments.LATENESS));
        assertThat(lookBack(new Feature.LabelRate("risk", List.of(), Payments.LONG)))
                .isEqualTo(Payments.LONG.plus(Payments.LATENESS).plus(Payments.WITHIN));
        assertThat(lookBack(new Feature.TimeSinceLast("pause", List.of("customerId"))))
                .isEqualTo(Duration.ofDays(400).plus(Payments.LATENESS));
        assertThat(lookBack(new Feature.LastLabel("last", FeatureKind.CATEGORICAL, List.of())))
                .isEqualTo(Duration.ofDays(400).plus(Payments.LATENESS).plus(Payments.WITHIN));
        assertThat(lookBack(new Feature.Numeric("amount", "amount"))).isZero();
    }

    private static Duration lookBack(Feature feature) {
        return Duration.ofMillis(
                FeatureProgram.compile(Payments.definition(List.of(feature))).lookBack());
    }

    @Test
    void aCompositeKeyNamesNoTwoEntitiesAlike() {
        FeatureProgram pairs = FeatureProgram.compile(
                Payments.definition(List.of(count("pairs", List.of("customerId", "terminalId")))));
        Stage stage = pairs.stages().getFirst();

        assertThat(stage.entity(new Payment("1", NOON, "a|1:b", "c", 1.0).toRecord()))
                .isNotEqualTo(stage.entity(new Payment("2", NOON, "a", "b|1:c", 1.0).toRecord()));
        assertThat(stage.entity(new Payment("3", NOON, "a", "b", 1.0).toRecord()))
                .hasValue("1:a|1:b");
    }

    private static Feature count(String name, List<String> by) {
        return Payments.aggregate(name, AggregateFunction.COUNT, "1", by, Payments.LONG);
    }

    private double number(FeatureRow row, String name) {
        return row.values().numeric()[program.signature().numeric().indexOf(name)];
    }
}
