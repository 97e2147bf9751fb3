package io.headrace.features.app.topology;

import static io.headrace.features.app.Payments.HOUR;
import static io.headrace.features.app.Payments.NOON;
import static io.headrace.features.app.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.Payments;
import io.headrace.features.app.topology.FeatureDriver.Wiring;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Labels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an entity came to is known however long it does not come. */
class LifetimeTest {

    private static final List<String> CUSTOMER = List.of("customerId");

    private static Feature lifetime(String name, AggregateFunction function) {
        return new Feature.WindowedAggregate(
                name,
                function,
                new Feature.Operand("amount", Optional.empty()),
                CUSTOMER,
                new Feature.Window(new Extent.Lifetime(), true));
    }

    @ParameterizedTest
    @EnumSource(Wiring.class)
    void outlivesTheEventsItIsMadeOf(Wiring wiring) {
        List<Feature> features = List.of(
                lifetime("spent", AggregateFunction.SUM),
                lifetime("first", AggregateFunction.FIRST),
                lifetime("last", AggregateFunction.LAST));
        try (FeatureDriver driver =
                new FeatureDriver(Payments.definition(features, Labels.Silence.UNLABELLED), wiring)) {
            for (int i = 0; i < 100; i++) {
                driver.pay(payment("a" + i, NOON + i, "rare", "t1", i + 1));
            }
            for (int i = 0; i < 2_000; i++) {
                driver.pay(payment("b" + i, NOON + HOUR + i * HOUR, "frequent", "t1", 1));
            }
            driver.rows();

            var again = payment("again", NOON + 2_000 * HOUR, "rare", "t1", 7);
            assertThat(driver.kept().of(again).values().numeric()).containsExactly(5_050, 1, 100);
            driver.pay(again);

            assertThat(driver.rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.values().numeric()).containsExactly(5_050, 1, 100));
        }
    }
}
