package io.headrace.features.app.intake;

import io.headrace.features.app.intake.FeatureListener.Input;
import io.headrace.runtime.streams.intake.Intake;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Takes over events that were read and checked before, in the same task. */
final class HandedProcessor<V> extends ContextualProcessor<String, V, String, Intake<FeatureInput>> {

    private final Function<V, Intake<FeatureInput>> as;
    private final FeatureListener listener;

    HandedProcessor(Function<V, Intake<FeatureInput>> as, FeatureListener listener) {
        this.as = as;
        this.listener = listener;
    }

    @Override
    public void process(Record<String, V> record) {
        Intake<FeatureInput> taken = as.apply(record.value());
        if (taken instanceof Intake.Accepted<FeatureInput>) {
            listener.read(Input.EVENT);
        }
        context().forward(record.withValue(taken));
    }
}
