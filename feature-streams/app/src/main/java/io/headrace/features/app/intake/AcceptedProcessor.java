package io.headrace.features.app.topology;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Lets the good records through. */
final class AcceptedProcessor<T> extends ContextualProcessor<String, Intake<T>, String, T> {

    @Override
    public void process(Record<String, Intake<T>> record) {
        switch (record.value()) {
            case Intake.Accepted<T> accepted -> context().forward(record.withValue(accepted.value()));
            case Intake.Refused<T> _ -> {}
        }
    }
}
