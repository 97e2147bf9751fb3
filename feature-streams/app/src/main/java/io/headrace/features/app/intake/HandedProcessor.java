package io.headrace.features.app.intake;

import io.headrace.features.app.intake.FeatureMonitor.Input;
import io.headrace.runtime.streams.intake.Intake;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Takes over events that were read and checked before, in the same task. */
final class HandedProcessor<V> extends ContextualProcessor<String, V, String, Intake<Arrival>> {

    private final Function<V, Intake<Arrival>> as;
    private final FeatureMonitor monitor;

    HandedProcessor(Function<V, Intake<Arrival>> as, FeatureMonitor monitor) {
        this.as = as;
        this.monitor = monitor;
    }

    @Override
    public void process(Record<String, V> record) {
        Intake<Arrival> taken = as.apply(record.value());
        if (taken instanceof Intake.Accepted<Arrival>) {
            monitor.read(Input.EVENT);
        }
        context().forward(record.withValue(taken));
    }
}
