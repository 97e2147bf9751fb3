package io.headrace.features.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A lifetime costs one total, whatever came. */
class LifetimeTest {

    private static final List<String> CUSTOMER = List.of("customerId");
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final FeatureProgram program = FeatureProgram.compile(Payments.definition(List.of(
            lifetime("n", AggregateFunction.COUNT, "1", FeatureKind.NUMERIC),
            lifetime("spent", AggregateFunction.SUM, "amount", FeatureKind.NUMERIC),
            lifetime("first", AggregateFunction.FIRST, "amount", FeatureKind.NUMERIC),
            Payments.aggregate("lately", AggregateFunction.COUNT, "1", CUSTOMER, Payments.SHORT))));

    private static Feature lifetime(String name, AggregateFunction function, String operand, FeatureKind kind) {
        return new Feature.WindowedAggregate(
                name,
                function,
                new Feature.Operand(operand, kind, Optional.empty()),
                CUSTOMER,
                new Feature.Window(new Extent.Lifetime(), false));
    }

    @Test
    void whatIsKeptIsBoundedAndTheTotalIsOfAll() {
        FeatureHistory memory = new FeatureHistory(program);
        StoredStates stored = new StoredStates(program);
        for (int i = 1; i <= 20_000; i++) {
            long at = Streams.START + i * MINUTE;
            Payment payment = new Payment("tx" + i, at, "c1", "t1", i * 0.5);
            assertThat(stored.observe(payment.toRecord(), at)).isEqualTo(memory.observe(payment.toRecord(), at));
        }

        Payment next = new Payment("next", Streams.START + 20_001 * MINUTE, "c1", "t1", 1.0);
        assertThat(memory.values(next.toRecord()).values().numeric())
                .containsExactly(20_001, 20_000L * 20_001 / 4 + 1, 0.5, 360);
        // Six hours and the lateness of two.
        assertThat(memory.entries()).isLessThan(8 * 60 + 64);
        assertThat(stored.entities().values())
                .singleElement()
                .satisfies(pieces -> assertThat(pieces.bytes()).isLessThan(30_000));
    }

    @Test
    void anEntityThatComesNoMoreIsATotalAlone() {
        StoredStates stored = new StoredStates(program);
        FeatureHistory memory = new FeatureHistory(program);
        for (int i = 1; i <= 1_000; i++) {
            long at = Streams.START + i * MINUTE;
            Payment payment = new Payment("tx" + i, at, "c1", "t1", 0.5);
            stored.observe(payment.toRecord(), at);
            memory.observe(payment.toRecord(), at);
        }
        long later = Streams.START + Duration.ofDays(900).toMillis();
        stored.expire(later);
        for (int i = 0; i < 10; i++) {
            memory.expire(later);
        }

        assertThat(memory.entries()).isZero();
        assertThat(memory.entities()).isEqualTo(1);
        assertThat(stored.entities().values())
                .singleElement()
                .satisfies(pieces -> assertThat(pieces.bytes()).isLessThan(250));
        Payment again = new Payment("again", later, "c1", "t1", 1.0);
        assertThat(stored.observe(again.toRecord(), later).values().numeric()).containsExactly(1_001, 501, 0.5, 1);
        assertThat(memory.observe(again.toRecord(), later).values().numeric()).containsExactly(1_001, 501, 0.5, 1);
    }

    @Test
    void anEventThatIsTooLateForTheTotalHasNone() {
        FeatureHistory memory = new FeatureHistory(program);
        for (int i = 1; i <= 2_000; i++) {
            long at = Streams.START + i * MINUTE;
            memory.observe(new Payment("tx" + i, at, "c1", "t1", 1.0).toRecord(), at);
        }

        Payment late = new Payment("late", Streams.START + MINUTE, "c1", "t1", 1.0);
        assertThat(memory.values(late.toRecord()).values().numeric())
                .containsExactly(Double.NaN, Double.NaN, Double.NaN, 1);
    }

    @Test
    void looksBackForEverAndBeginsColdForGood() {
        assertThat(program.lookBack("n")).isEqualTo(ChronoUnit.FOREVER.getDuration());
        assertThat(program.cost("n").isForLife()).isTrue();
        assertThat(program.cost("lately").isForLife()).isFalse();
        assertThat(program.lookBack()).isEqualTo(Long.MAX_VALUE);
        assertThat(program.stages().getFirst().lookBack())
                .isEqualTo(Payments.SHORT.plus(Payments.LATENESS).toMillis());
    }

    /** In a total nobody can tell which events it has: a label that comes later than any window sees changes nothing. */
    @Test
    void silenceStandsWhereALabelComesTooLate() {
        FeatureProgram labels = FeatureProgram.compile(Payments.definition(List.of(
                new Feature.LabelCount("known", Optional.empty(), CUSTOMER, new Extent.Lifetime()),
                new Feature.LabelRate("rate", Optional.of("true"), CUSTOMER, new Extent.Lifetime()))));
        FeatureHistory history = new FeatureHistory(labels);
        Payment first = new Payment("tx", Streams.START, "c1", "t1", 1.0);
        history.observe(first.toRecord(), Streams.START);
        long later = Streams.START + Duration.ofDays(30).toMillis();
        history.learn(Streams.example(labels, new SpecifiedFeatures.Known(first, Streams.START + 1, true)), later);

        Payment next = new Payment("next", later, "c1", "t1", 1.0);
        assertThat(history.observe(next.toRecord(), later).values().numeric()).containsExactly(1, 0);
    }
}
