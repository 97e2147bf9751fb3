package io.headrace.cleaning.topology;

import io.headrace.cleaning.program.Outcome;
import io.headrace.cleaning.topology.CleaningMonitor.RecordOutcome;
import io.headrace.schemas.quarantine.Quarantined;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sends records to quarantine as they came: key and value byte for byte, their own headers, and where from and why. */
final class QuarantineOutlet {

    private static final String APP = "cleaning";

    private final ProcessorContext<Object, Object> context;
    private final CleaningMonitor monitor;

    QuarantineOutlet(ProcessorContext<Object, Object> context, CleaningMonitor monitor) {
        this.context = context;
        this.monitor = monitor;
    }

    void send(
            byte @Nullable [] key, byte @Nullable [] value, long timestamp, Headers headers, Outcome.Quarantined why) {
        RecordMetadata origin = context.recordMetadata()
                .orElseThrow(
                        () -> new IllegalStateException("a raw record without an origin: no record is being read"));
        Quarantined quarantined = new Quarantined(
                origin.topic(), origin.partition(), origin.offset(), timestamp, APP, why.rule(), why.reason());
        // Kafka's own types have no place for "may be null", but key and value may be.
        @SuppressWarnings("NullAway")
        Record<Object, Object> record = new Record<>(key, value, timestamp, quarantined.besides(headers));
        context.forward(record, CleaningTopology.QUARANTINE);
        monitor.counted(RecordOutcome.QUARANTINED);
        monitor.quarantined(why.rule());
    }
}
