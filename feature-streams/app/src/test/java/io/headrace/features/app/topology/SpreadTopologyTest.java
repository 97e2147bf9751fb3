package io.headrace.features.app.topology;

import static io.headrace.features.app.Payments.NOON;
import static io.headrace.features.app.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.Golden;
import io.headrace.features.app.Payments;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.quarantine.Quarantined;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTopologyTest extends FeatureTopologySpec {

    SpreadTopologyTest() {
        super(4);
    }

    @Test
    void theTopologyIsTheOneThatWasAgreed() {
        try (FeatureDriver driver = new FeatureDriver(Payments.definition())) {
            Golden.assertAgreed("topology.txt", driver.description());
        }
    }

    @Test
    void withoutLabelRatesLabelsGoToTheJoinAlone() {
        try (FeatureDriver driver = new FeatureDriver(Payments.definition(
                List.of(new Feature.TimeSinceLast("pause", List.of("customerId"))), Labels.Silence.NEGATIVE))) {
            assertThat(driver.description())
                    .contains("by-customerId-repartition")
                    .doesNotContain("labels-repartition")
                    .doesNotContain("unlearned-events");
        }
    }

    @Test
    void withoutStatefulFeaturesNothingIsRepartitioned() {
        try (FeatureDriver stateless = new FeatureDriver(
                Payments.definition(List.of(new Feature.Numeric("amount", "amount")), Labels.Silence.NEGATIVE))) {
            assertThat(stateless.description()).doesNotContain("repartition");
            stateless.pay(payment("p1", NOON, "c1", "t1", 12.5));
            assertThat(stateless.rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.values().numeric()).containsExactly(12.5));
        }
    }

    @Test
    void aForeignRecordInTheFeaturesTopicGoesToQuarantine() {
        try (FeatureDriver driver = new FeatureDriver(Payments.definition())) {
            driver.sendRow("p1".getBytes(StandardCharsets.UTF_8), new byte[] {1, 2, 3});

            assertThat(driver.quarantine())
                    .extracting(record ->
                            Quarantined.read(record.headers()).orElseThrow().topic())
                    .containsExactly("payments.features");
        }
    }
}
