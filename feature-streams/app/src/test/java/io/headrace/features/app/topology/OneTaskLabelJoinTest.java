package io.headrace.features.app.topology;

class OneTaskLabelJoinTest extends LabelJoinSpec {

    OneTaskLabelJoinTest() {
        super(FeatureDriver.Wiring.ONE_TASK);
    }
}
