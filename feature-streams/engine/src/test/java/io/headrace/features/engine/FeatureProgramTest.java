package io.headrace.features.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.feature.FeatureRow;
import java.time.Duration;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class FeatureProgramTest {

    private static final long NOON = 1_767_268_800_000L;

    private final FeatureProgram program = Payments.program();

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
        history.observe(new Payment("at-start", NOON, "c1", "t1", 1.0).toRecord());
        history.observe(new Payment("inside", NOON + 1, "c1", "t1", 2.0).toRecord());

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
        FeatureRow first = history.observe(event);

        assertThat(history.observe(event)).isEqualTo(first);
    }

    @Test
    void anEventOfNoEntityHasNoValuesAndLeavesNoTrace() {
        FeatureHistory history = new FeatureHistory(program);
        FeatureRow row = history.observe(new Payment("nobody", NOON, null, null, 1.0).toRecord());

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
        history.observe(new Payment("with", NOON, "c1", "t1", 10.0).toRecord());
        FeatureRow row = history.observe(new Payment("without", NOON + 1, "c1", "t1", null).toRecord());

        assertThat(number(row, "count_long")).isEqualTo(2);
        assertThat(number(row, "amounts_long")).isEqualTo(1);
        assertThat(number(row, "mean_long")).isEqualTo(10);
        assertThat(number(row, "deviation_long")).isZero();
        assertThat(number(row, "ratio")).isNaN();
    }

    @Test
    void withoutAnOperandSumsAreZeroAndTheOthersMissing() {
        FeatureRow row = new FeatureHistory(program).observe(new Payment("without", NOON, "c1", "t1", null).toRecord());

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
        history.observe(new Payment("one", NOON, "c1", "t1", 10.0).toRecord());
        FeatureRow row = history.observe(new Payment("two", NOON + 1, "c1", "t1", 30.0).toRecord());

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
    void oneEventFromTheFarFutureMakesAnEntityForgetNothing() {
        FeatureHistory history = new FeatureHistory(program);
        history.observe(new Payment("before", NOON, "c1", "t1", 10.0).toRecord());
        history.observe(new Payment("stray", NOON + Duration.ofDays(9999).toMillis(), "c1", "t1", 1.0).toRecord());

        FeatureRow row = history.values(new Payment("now", NOON + 1, "c1", "t1", 30.0).toRecord());

        assertThat(number(row, "mean_long")).isEqualTo(20);
    }

    @Test
    void whatNoEventInTimeCanSeeIsForgotten() {
        FeatureHistory history = new FeatureHistory(program);
        for (int i = 0; i < 1000; i++) {
            history.observe(new Payment("tx" + i, NOON + i * Payments.HOUR, "c1", null, 1.0).toRecord());
        }
        long hours = Payments.LONG.plus(Payments.LATENESS).toHours();

        assertThat(history.entries()).isBetween(hours, hours + 3);
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
