package io.headrace.features.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a history keeps is bounded by what comes within the look-back, however long it runs. */
class MemoryTest {

    private static final long START = 1_767_225_600_000L;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final int EXPIRE_EVERY = 500;

    @Test
    void aMillionKeysThatComeOnceInAYearLeaveAgain() {
        FeatureProgram program = FeatureProgram.compile(Payments.definition(List.of(
                Payments.aggregate("n", AggregateFunction.COUNT, "1", List.of("customerId"), Payments.LONG),
                new Feature.LabelRate("risk", List.of("customerId"), Payments.LONG))));
        FeatureHistory history = new FeatureHistory(program);
        int events = 1_000_000;
        long gap = Duration.ofDays(365).toMillis() / events;
        long most = 0;
        for (int i = 0; i < events; i++) {
            long time = START + i * gap;
            history.observe(new Payment("tx" + i, time, "c" + i, null, 1.0).toRecord(), time);
            if (i % EXPIRE_EVERY == 0) {
                history.expire(time);
                most = Math.max(most, history.entities());
            }
        }

        long within = program.lookBack() / gap;
        assertThat(most).isBetween(within, 3 * within);
    }

    /** A pipeline with features of labels alone: its labels leave though an entity's events may never come. */
    @Test
    void labelsAloneAreForgottenToo() {
        FeatureProgram program = FeatureProgram.compile(
                Payments.definition(List.of(new Feature.LabelRate("rate", List.of("customerId"), Payments.LONG))));
        FeatureHistory history = new FeatureHistory(program);
        long most = 0;
        for (int i = 0; i < 200_000; i++) {
            long time = START + i * MINUTE;
            Payment payment = new Payment("tx" + i, time, i % 2 == 0 ? "c1" : "c" + i, "t1", 1.0);
            history.learn(label(program, payment), time);
            if (i % EXPIRE_EVERY == 0) {
                history.expire(time);
                most = Math.max(most, history.entries());
            }
        }

        long within = program.lookBack() / MINUTE;
        assertThat(most).isBetween(within, 3 * within);
    }

    /** One of a hundred events is years behind: one of those is always at the front, and recorded lately. */
    @Test
    void eventsOfAClockYearsBehindDoNotKeepTheOthers() {
        FeatureProgram program = FeatureProgram.compile(Payments.definition(List.of(
                Payments.aggregate("n", AggregateFunction.COUNT, "1", List.of(), Payments.LONG),
                new Feature.LabelRate("risk", List.of(), Payments.LONG))));
        FeatureHistory history = new FeatureHistory(program);
        long years = Duration.ofDays(3000).toMillis();
        for (int i = 0; i < 200_000; i++) {
            long time = START + i * MINUTE;
            long own = i % 100 == 0 ? time - years : time;
            history.observe(new Payment("tx" + i, own, "c1", null, 1.0).toRecord(), time);
        }

        long within = program.lookBack() / MINUTE
                + Payments.LONG.plus(Payments.LATENESS).toMinutes();
        assertThat(history.entries()).isLessThan(5 * within);
    }

    @Test
    void anEntityThatGoesOnIsNotDropped() {
        FeatureProgram program = FeatureProgram.compile(Payments.definition(
                List.of(Payments.aggregate("n", AggregateFunction.COUNT, "1", List.of("customerId"), Payments.LONG))));
        FeatureHistory history = new FeatureHistory(program);
        history.observe(new Payment("tx", START, "c1", null, 1.0).toRecord(), START);
        history.expire(START + program.lookBack());
        assertThat(history.entities()).isEqualTo(1);
        history.expire(START + program.lookBack() + 1);
        assertThat(history.entities()).isZero();
    }

    private static Example label(FeatureProgram program, Payment payment) {
        FeatureRow row = program.row(payment.toRecord(), program.blank());
        return new Example(row, new Label.Category("true"), payment.at() + 1, Example.LabelSource.GIVEN);
    }
}
