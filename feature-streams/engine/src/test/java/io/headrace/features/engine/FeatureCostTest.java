package io.headrace.features.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.headrace.features.engine.FeatureCost.Keeps;
import io.headrace.features.engine.FeatureCost.Work;
import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.time.PartitionClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FeatureCostTest {

    private static final Duration DAYS_400 = Duration.ofDays(400);

    private final FeatureProgram program = Payments.program();

    @Test
    void saysWhatIsReadHowFarBackAndWhatIsKept() {
        assertThat(program.cost("ratio"))
                .isEqualTo(new FeatureCost(Work.EVENT, Optional.empty(), Duration.ZERO, Keeps.NOTHING));
        assertThat(program.cost("count_long")).isEqualTo(customer(Work.WINDOW, Payments.LONG, Keeps.PLACE));
        assertThat(program.cost("sum_short")).isEqualTo(customer(Work.WINDOW, Payments.SHORT, Keeps.OPERAND));
        assertThat(program.cost("pause")).isEqualTo(customer(Work.NEWEST, DAYS_400, Keeps.PLACE));
        assertThat(program.cost("customer_risk"))
                .isEqualTo(customer(Work.WINDOW, Payments.LONG.plus(Payments.WITHIN), Keeps.LABEL));
        assertThat(program.cost("customer_last"))
                .isEqualTo(customer(Work.NEWEST, DAYS_400.plus(Payments.WITHIN), Keeps.LABEL));
        assertThat(program.cost("pair_count").by()).contains(List.of("customerId", "terminalId"));
        assertThatThrownBy(() -> program.cost("nothing")).hasMessageContaining("nothing is not one of the features");
    }

    @Test
    void operandsAreSharedAndLabelsAndSilencesAreKeptByThemselves() {
        // By customer: amount and its square, labels, and events for whose label silence stands.
        assertThat(bytes(program, "by-customerId")).isEqualTo(9 + 2 * 11 + 10 + 10);
        assertThat(bytes(program, "by-customerId-terminalId")).isEqualTo(9);
    }

    /** Of numbers that use all their digits, at any time of day: the worst case, which is what is told. */
    @Test
    void theBytesAreAboutThoseInTheStore() {
        FeatureProgram sums = FeatureProgram.compile(Payments.definition(List.of(
                Payments.aggregate("one", AggregateFunction.SUM, "amount", List.of("customerId"), Duration.ofDays(30)),
                Payments.aggregate(
                        "other",
                        AggregateFunction.MAX,
                        "amount * amount",
                        List.of("customerId"),
                        Duration.ofDays(30)))));
        StoredStates stored = new StoredStates(sums);
        SplittableRandom random = new SplittableRandom(1);
        int events = 10_000;
        long time = Streams.START;
        for (int i = 0; i < events; i++) {
            time += random.nextInt(100_000);
            stored.observe(
                    new Payment("e" + i, time, "c1", "t1", random.nextDouble()).toRecord(), PartitionClock.UNKNOWN);
        }

        int bytes = stored.entities().values().stream()
                .mapToInt(StoredStates.StoredPieces::bytes)
                .sum();
        assertThat(bytes / (double) events).isCloseTo(bytes(sums, "by-customerId"), withinPercentage(25));
    }

    private static int bytes(FeatureProgram program, String stage) {
        return program.stages().stream()
                .filter(one -> one.name().equals(stage))
                .mapToInt(Stage::eventBytes)
                .sum();
    }

    private static FeatureCost customer(Work work, Duration lookBack, Keeps keeps) {
        return new FeatureCost(work, Optional.of(List.of("customerId")), lookBack, keeps);
    }
}
