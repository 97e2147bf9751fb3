package io.headrace.features.app.topology;

import io.headrace.features.app.Golden;
import org.junit.jupiter.api.Test;

class OneTaskLookupTest extends LookupSpec {

    OneTaskLookupTest() {
        super(FeatureDriver.Wiring.ONE_TASK);
    }

    @Test
    void theTopologyIsTheOneThatWasAgreed() {
        Golden.assertAgreed("topology-lookups-one-task.txt", description());
    }
}
