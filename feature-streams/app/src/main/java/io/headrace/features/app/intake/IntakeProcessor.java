package io.headrace.features.app.intake;

import io.headrace.features.app.intake.FeatureListener.Input;
import io.headrace.features.app.output.FeatureOutput;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.QuarantineSink;
import io.headrace.runtime.streams.intake.Refusal;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.NullUnmarked;

/** Reads records: what came of it goes on, keyed by event id or a row's key, at its own time; what is refused also goes to quarantine. */
@NullUnmarked // Kafka Streams hands over the context in init
final class IntakeProcessor extends ContextualProcessor<byte[], byte[], Object, Object> {

    private final Input input;
    private final Reader reader;
    private final String next;
    private final FeatureListener listener;
    private QuarantineSink quarantine;

    /** Reads a record, by what there is to know of it. */
    @FunctionalInterface
    interface Reader {

        Intake<FeatureInput> read(Record<byte[], byte[]> record, RecordMetadata metadata);
    }

    /** @param next the processor that what was read goes to */
    IntakeProcessor(Input input, Reader reader, String next, FeatureListener listener) {
        this.input = input;
        this.reader = reader;
        this.next = next;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        quarantine = new QuarantineSink(context, FeatureOutput.APP);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        // An unreachable schema registry throws here, before anything is counted: the record comes again.
        Intake<FeatureInput> found =
                reader.read(record, context().recordMetadata().orElseThrow());
        listener.read(input);
        switch (found) {
            case Intake.Accepted<FeatureInput>(String id, long time, FeatureInput _) ->
                context().forward(new Record<>(id, found, time, record.headers()), next);
            case Intake.Refused<FeatureInput>(Refusal why) -> {
                listener.quarantined(input, why.rule());
                quarantine.send(record, why);
                context().forward(new Record<>("", found, record.timestamp()), next);
            }
        }
    }
}
