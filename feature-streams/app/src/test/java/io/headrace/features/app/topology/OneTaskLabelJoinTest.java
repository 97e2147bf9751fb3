package io.headrace.features.app.topology;

class OneTaskLabelJoinTest extends LabelJoinSpec {

    OneTaskLabelJoinTest() {
        super(1);
    }
}
