package io.headrace.features.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.Golden;
import io.headrace.features.app.Payments;
import org.junit.jupiter.api.Test;

class OneTaskTopologyTest extends FeatureTopologySpec {

    OneTaskTopologyTest() {
        super(FeatureDriver.Wiring.ONE_TASK);
    }

    @Test
    void theTopologyIsTheOneThatWasAgreed() {
        try (FeatureDriver driver = new FeatureDriver(Payments.definition(), FeatureDriver.Wiring.ONE_TASK)) {
            assertThat(driver.description()).doesNotContain("repartition");
            Golden.assertAgreed("topology-one-task.txt", driver.description());
        }
    }
}
