package io.headrace.features.app.topology;

import io.headrace.features.app.Golden;
import org.junit.jupiter.api.Test;

class SpreadLookupTest extends LookupSpec {

    SpreadLookupTest() {
        super(FeatureDriver.Wiring.SPREAD);
    }

    @Test
    void theTopologyIsTheOneThatWasAgreed() {
        Golden.assertAgreed("topology-lookups-spread.txt", description());
    }
}
