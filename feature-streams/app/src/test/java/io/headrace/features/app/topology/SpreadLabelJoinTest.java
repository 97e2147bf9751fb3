package io.headrace.features.app.topology;

class SpreadLabelJoinTest extends LabelJoinSpec {

    SpreadLabelJoinTest() {
        super(FeatureDriver.Wiring.SPREAD);
    }
}
