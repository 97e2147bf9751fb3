package io.headrace.features.app.topology;

import static io.headrace.features.app.Payments.NOON;
import static io.headrace.features.app.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.Golden;
import io.headrace.features.app.Payments;
import io.headrace.features.app.topology.FeatureDriver.Wiring;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTopologyTest extends FeatureTopologySpec {

    SpreadTopologyTest() {
        super(Wiring.SPREAD);
    }

    @Test
    void theTopologyIsTheOneThatWasAgreed() {
        try (FeatureDriver driver = new FeatureDriver(Payments.definition(), Wiring.SPREAD)) {
            Golden.assertAgreed("topology.txt", driver.description());
        }
    }

    @Test
    void withoutLabelFeaturesNoStageLearns() {
        try (FeatureDriver driver = new FeatureDriver(
                Payments.definition(
                        List.of(new Feature.TimeSinceLast("pause", List.of("customerId"))), Labels.Silence.NEGATIVE),
                Wiring.SPREAD)) {
            assertThat(driver.description())
                    .contains("events-to-stages-repartition")
                    .contains("labels-to-rows-repartition")
                    .doesNotContain("to-learn");
        }
    }

    @Test
    void withoutStatefulFeaturesLabelsStillMeetTheirEventsById() {
        try (FeatureDriver stateless = new FeatureDriver(
                Payments.definition(List.of(new Feature.Numeric("amount", "amount")), Labels.Silence.NEGATIVE),
                Wiring.SPREAD)) {
            assertThat(stateless.description())
                    .contains("events-to-rows-repartition")
                    .doesNotContain("stages");
            stateless.pay(payment("p1", NOON, "c1", "t1", 12.5));
            assertThat(stateless.rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.values().numeric()).containsExactly(12.5));
        }
    }
}
