package io.headrace.features.app.topology;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Lets the refused records through, key and value as they came. */
final class RefusedProcessor<T> extends ContextualProcessor<String, Intake<T>, byte[], byte[]> {

    @Override
    // Kafka's own types have no place for "may be null", but key and value may be.
    @SuppressWarnings("NullAway")
    public void process(Record<String, Intake<T>> record) {
        switch (record.value()) {
            case Intake.Refused<T>(byte[] key, byte[] value) ->
                context().forward(record.withKey(key).withValue(value));
            case Intake.Accepted<T> _ -> {}
        }
    }
}
