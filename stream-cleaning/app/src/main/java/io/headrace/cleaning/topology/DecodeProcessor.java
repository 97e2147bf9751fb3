package io.headrace.cleaning.topology;

import io.headrace.cleaning.program.Outcome;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Reads raw bytes; what is no event goes to quarantine, the rest on to cleaning. */
@NullUnmarked // Kafka Streams hands over the context in init
final class DecodeProcessor implements Processor<byte[], byte[], Object, Object> {

    private final RawRecordReader reader;
    private final CleaningMonitor monitor;
    private ProcessorContext<Object, Object> context;
    private QuarantineOutlet quarantine;

    DecodeProcessor(RawRecordReader reader, CleaningMonitor monitor) {
        this.reader = reader;
        this.monitor = monitor;
    }

    @Override
    public void init(ProcessorContext<Object, Object> given) {
        context = given;
        quarantine = new QuarantineOutlet(given, monitor);
    }

    @Override
    public void process(Record<byte[], byte[]> raw) {
        monitor.received();
        switch (reader.read(raw.key(), raw.value())) {
            case RawRecordReader.Good(Arrival arrival) ->
                context.forward(
                        new Record<Object, Object>(arrival.id(), arrival, raw.timestamp(), raw.headers()),
                        CleaningTopology.CLEAN);
            case RawRecordReader.Bad(Outcome.Quarantined why) ->
                quarantine.send(raw.key(), raw.value(), raw.timestamp(), raw.headers(), why);
        }
    }
}
