package io.headrace.features.app.topology;

import io.headrace.features.app.topology.FeatureMonitor.Input;
import io.headrace.schemas.quarantine.Quarantined;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Reads records; one that cannot be used gets the headers that say where it came from and why. */
final class IntakeProcessor<T> extends ContextualProcessor<byte[], byte[], String, Intake<T>> {

    private static final String APP = "features";

    private final Input input;
    private final IntakeReader<T> reader;
    private final FeatureMonitor monitor;

    IntakeProcessor(Input input, IntakeReader<T> reader, FeatureMonitor monitor) {
        this.input = input;
        this.reader = reader;
        this.monitor = monitor;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        monitor.read(input);
        try {
            Intake.Accepted<T> accepted = reader.read(record.key(), record.value());
            forward(accepted.key(), accepted, accepted.time(), record.headers());
        } catch (Unusable unusable) {
            monitor.quarantined(input, unusable.rule());
            Headers headers = quarantined(record, unusable).besides(record.headers());
            forward("", new Intake.Refused<>(record.key(), record.value()), record.timestamp(), headers);
        }
    }

    private void forward(String key, Intake<T> intake, long time, Headers headers) {
        context().forward(new Record<>(key, intake, time, headers));
    }

    private Quarantined quarantined(Record<byte[], byte[]> record, Unusable unusable) {
        RecordMetadata origin =
                context().recordMetadata().orElseThrow(() -> new IllegalStateException("no record is being read"));
        return new Quarantined(
                origin.topic(),
                origin.partition(),
                origin.offset(),
                record.timestamp(),
                APP,
                unusable.rule(),
                unusable.reason());
    }
}
