package io.headrace.features.engine;

import static io.headrace.schemas.time.PartitionClock.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A label rate without a key: all events are one entity. */
class OverallRateTest {

    private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();

    private static final FeatureProgram PROGRAM = FeatureProgram.compile(Payments.definition(List.of(
            new Feature.LabelRate("lately", List.of(), Duration.ofHours(2)),
            new Feature.LabelRate("by_customer", List.of("customerId"), Duration.ofHours(2)))));

    @Test
    void itsStageHasANameOfItsOwnAndEveryEventBelongsToItWhateverItsKeys() {
        assertThat(PROGRAM.stages()).extracting(Stage::name).containsExactly("of-all", "by-customerId");
        assertThat(PROGRAM.stages().getFirst().entity(payment("p1", null, 0).toRecord()))
                .contains("");
        assertThat(PROGRAM.stages().getFirst().entity(Map.of())).contains("");
    }

    @Test
    void labelsOfOneEntityAreSeenByTheEventsOfAnother() {
        FeatureHistory history = new FeatureHistory(PROGRAM);
        FeatureRow first = history.observe(payment("p1", "c1", 0).toRecord(), UNKNOWN);
        FeatureRow second = history.observe(payment("p2", "c2", 1).toRecord(), UNKNOWN);
        history.learn(new Example(first, new Label.Category("true"), NOON + 2, Example.LabelSource.GIVEN), UNKNOWN);
        history.learn(new Example(second, new Label.Category("false"), NOON + 3, Example.LabelSource.GIVEN), UNKNOWN);

        FeatureRow third = history.values(payment("p3", "c3", 10).toRecord());
        FeatureRow between = history.values(payment("p4", "c3", 3).toRecord());

        assertThat(third.values().numeric()).containsExactly(0.5, Double.NaN);
        assertThat(between.values().numeric()).containsExactly(1, Double.NaN);
    }

    @Test
    void aMeanOfAllEventsIsExactWhereTheyAreEqual() {
        FeatureProgram program = FeatureProgram.compile(Payments.definition(List.of(
                new Feature.WindowedAggregate(
                        "usual", AggregateFunction.MEAN, "amount", List.of(), Duration.ofHours(2)),
                new Feature.Numeric("change", "amount - usual"))));
        FeatureHistory history = new FeatureHistory(program);
        history.observe(new Payment("p1", NOON, "c1", "t1", 0.003467).toRecord(), UNKNOWN);
        history.observe(new Payment("p2", NOON + 1, "c2", "t1", 0.003467).toRecord(), UNKNOWN);

        FeatureRow third = history.observe(new Payment("p3", NOON + 2, null, "t1", 0.003467).toRecord(), UNKNOWN);
        FeatureRow fourth = history.observe(new Payment("p4", NOON + 3, "c1", "t1", 4.003467).toRecord(), UNKNOWN);

        assertThat(third.values().numeric()).containsExactly(0.003467, 0);
        assertThat(fourth.values().numeric()[0]).isCloseTo(1.003467, within(1e-12));
    }

    private static Payment payment(String id, @Nullable String customer, long after) {
        return new Payment(id, NOON + after, customer, "t1", 1.0);
    }
}
