package io.headrace.features.engine;

import static io.headrace.schemas.time.PartitionClock.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions, windows without the event itself, first and last, comparisons: by example. */
class AggregateKindsTest {

    private static final long NOON = 1_767_268_800_000L;

    /** Of 2, 4, 6 before, and 10 itself. */
    @ParameterizedTest
    @CsvSource({
        "COUNT, false, 4",
        "COUNT, true, 3",
        "SUM, false, 22",
        "SUM, true, 12",
        "MEAN, false, 5.5",
        "MEAN, true, 4",
        "MIN, true, 2",
        "MAX, false, 10",
        "MAX, true, 6",
        "FIRST, false, 2",
        "FIRST, true, 2",
        "LAST, false, 10",
        "LAST, true, 6",
        "RATIO, false, 2.5",
        "CHANGE, false, 4",
    })
    void aWindowWithAndWithoutTheEvent(AggregateFunction function, boolean excluding, double expected) {
        assertThat(value(feature(function, Optional.empty(), excluding), 10.0, 2.0, 4.0, 6.0))
                .isEqualTo(expected);
    }

    @Test
    void aZscoreIsInDeviationsOfTheEarlierOnes() {
        Feature zscore = feature(AggregateFunction.ZSCORE, Optional.empty(), false);

        assertThat(value(zscore, 10.0, 2.0, 6.0)).isEqualTo(3);
        assertThat(value(zscore, 0.0, 2.0, 6.0)).isEqualTo(-2);
        assertThat(value(zscore, 10.0)).isNaN();
        assertThat(value(zscore, 10.0, 2.0)).isNaN();
        assertThat(value(zscore, 10.0, 2.0, 2.0)).isNaN();
        assertThat(value(zscore, null, 2.0, 6.0)).isNaN();
    }

    @Test
    void comparisonsAreMissingWithoutSomethingToCompareWith() {
        Feature ratio = feature(AggregateFunction.RATIO, Optional.empty(), false);
        Feature change = feature(AggregateFunction.CHANGE, Optional.empty(), false);

        assertThat(value(ratio, 10.0)).isNaN();
        assertThat(value(ratio, 10.0, 1.0, -1.0)).isNaN();
        assertThat(value(ratio, null, 1.0)).isNaN();
        assertThat(value(change, 10.0)).isNaN();
        assertThat(value(change, null, 1.0)).isNaN();
        assertThat(value(change, Double.MAX_VALUE, -Double.MAX_VALUE)).isNaN();
        assertThat(value(change, 10.0, 4.0, null)).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "COUNT, 5, 1",
        "COUNT, 50, 2",
        "SUM, 5, 30",
        "SUM, 50, 80",
        "FIRST, 5, 30",
        "FIRST, 50, 30",
        "LAST, 5, 30",
        "LAST, 50, 50",
        "RATIO, 60, 2",
        "CHANGE, 60, 30",
    })
    void onlyEventsForWhichAConditionHoldsCount(AggregateFunction function, double own, double expected) {
        assertThat(value(feature(function, Optional.of("amount > 10.0"), false), own, 7.0, 30.0, 8.0, null))
                .isEqualTo(expected);
    }

    @Test
    void anEventForWhichAConditionDoesNotHoldIsNotCompared() {
        for (AggregateFunction function : AggregateFunction.values()) {
            if (function.isComparison()) {
                assertThat(value(feature(function, Optional.of("amount > 10.0"), false), 5.0, 20.0, 30.0, 40.0))
                        .isNaN();
            }
        }
    }

    @Test
    void aWindowWithoutAnyValueHasNoFirstAndNoLast() {
        for (AggregateFunction function : List.of(AggregateFunction.FIRST, AggregateFunction.LAST)) {
            assertThat(value(feature(function, Optional.empty(), true), 5.0)).isNaN();
            assertThat(value(feature(function, Optional.empty(), false), null)).isNaN();
            assertThat(value(feature(function, Optional.empty(), false), 5.0)).isEqualTo(5);
        }
    }

    /** Of events of one millisecond the one with the smallest hash is the first. */
    @Test
    void theFirstAndTheLastOfAMillisecondAreTheSameInAnyOrder() {
        List<Payment> payments = List.of(
                new Payment("a", NOON, "c1", "t1", 1.0),
                new Payment("b", NOON, "c1", "t1", 2.0),
                new Payment("c", NOON, "c1", "t1", 3.0));
        Payment now = new Payment("now", NOON + 1, "c1", "t1", 9.0);
        Feature first = feature(AggregateFunction.FIRST, Optional.empty(), true);
        Feature last = feature(AggregateFunction.LAST, Optional.empty(), true);

        List<Payment> hashed = payments.stream()
                .sorted((one, other) -> Integer.compare(EventId.of(one.id()), EventId.of(other.id())))
                .toList();
        assertThat(value(first, payments, now)).isEqualTo(hashed.getFirst().amount());
        assertThat(value(first, payments.reversed(), now))
                .isEqualTo(hashed.getFirst().amount());
        assertThat(value(last, payments, now)).isEqualTo(hashed.getLast().amount());
        assertThat(value(last, payments.reversed(), now))
                .isEqualTo(hashed.getLast().amount());
    }

    @Test
    void otherEventsOfTheEventsMillisecondAreNotLookedAt() {
        List<Payment> before =
                List.of(new Payment("earlier", NOON, "c1", "t1", 1.0), new Payment("same", NOON + 1, "c1", "t1", 2.0));
        Payment now = new Payment("now", NOON + 1, "c1", "t1", 9.0);

        assertThat(value(feature(AggregateFunction.LAST, Optional.empty(), true), before, now))
                .isEqualTo(1);
        assertThat(value(feature(AggregateFunction.COUNT, Optional.empty(), true), before, now))
                .isEqualTo(1);
    }

    @Test
    void whatIsAsOldAsTheWindowIsNotInIt() {
        List<Payment> before =
                List.of(new Payment("old", NOON, "c1", "t1", 1.0), new Payment("young", NOON + 1, "c1", "t1", 2.0));
        Payment now = new Payment("now", NOON + Payments.LONG.toMillis(), "c1", "t1", 9.0);

        assertThat(value(feature(AggregateFunction.FIRST, Optional.empty(), false), before, now))
                .isEqualTo(2);
        assertThat(value(feature(AggregateFunction.CHANGE, Optional.empty(), false), before.subList(0, 1), now))
                .isNaN();
    }

    private static Feature feature(AggregateFunction function, Optional<String> where, boolean excluding) {
        return new Feature.WindowedAggregate(
                "f",
                function,
                new Feature.Operand("amount", where),
                List.of("customerId"),
                new Feature.Window(Payments.LONG, excluding));
    }

    /** Of an event with an amount, after others a second apart. */
    private static double value(Feature feature, @Nullable Double own, @Nullable Double... before) {
        List<Payment> payments = IntStream.range(0, before.length)
                .mapToObj(i -> new Payment("tx" + i, NOON + i * 1000L, "c1", "t1", before[i]))
                .toList();
        return value(feature, payments, new Payment("now", NOON + before.length * 1000L, "c1", "t1", own));
    }

    private static double value(Feature feature, List<Payment> before, Payment now) {
        FeatureHistory history = new FeatureHistory(FeatureProgram.compile(Payments.definition(List.of(feature))));
        before.forEach(payment -> history.observe(payment.toRecord(), UNKNOWN));
        return history.observe(now.toRecord(), UNKNOWN).values().numeric()[0];
    }
}
