package io.headrace.features.engine;

import io.headrace.features.timeline.ClassRunning;
import io.headrace.features.timeline.Column;
import io.headrace.features.timeline.Delay;
import io.headrace.features.timeline.Running;
import java.util.List;

/**
 * As {@link LabelRates}, of the labels that the entity's newest events have: of so many events, whether their label is known yet or not. Cost: some
 * paths of the entity's timeline for each window.
 *
 * @param counted the number of the class that is meant; NaN for all labels
 * @param column what is kept of labels
 */
record NewestLabels(double counted, Column column, List<LabelRates.Window> windows) {

    NewestLabels {
        windows = List.copyOf(windows);
    }

    long lookBack() {
        return LookBack.longest(windows.stream().map(LabelRates.Window::reach));
    }

    /** @param silence how long after an event silence is its label, milliseconds */
    void values(EntityState state, long time, long silence, StatefulValues into) {
        for (LabelRates.Window window : windows) {
            int most = window.reach().most();
            long start = window.reach().start(time);
            Running given = column.running();
            ClassRunning silences = new ClassRunning(1);
            state.silences().tallyKnown(most, Outcomes.LABEL, Outcomes.LABEL_DELAY, start, time, given);
            state.silences().tallyKnown(most, Outcomes.SILENCE, new Delay.Fixed(silence), start, time, silences);
            new LabelTally(counted, given, silences.count()).put(window.slots(), into);
        }
    }
}
