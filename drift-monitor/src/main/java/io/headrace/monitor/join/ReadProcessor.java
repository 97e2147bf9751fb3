package io.headrace.monitor.join;

import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.QuarantineSink;
import io.headrace.runtime.streams.intake.Refusal;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Reads records; what cannot be read goes to quarantine. */
@NullUnmarked // Kafka Streams hands over the context in init
public final class ReadProcessor implements Processor<byte[], byte[], Object, Object> {

    /** The node that joins. */
    public static final String JOIN = "join";

    /** The node that bad records go to. */
    public static final String QUARANTINE = "quarantine";

    private static final String APP = "monitor";

    private final InputReader reader;
    private ProcessorContext<Object, Object> context;
    private QuarantineSink quarantine;

    public ReadProcessor(InputReader reader) {
        this.reader = reader;
    }

    @Override
    public void init(ProcessorContext<Object, Object> given) {
        context = given;
        quarantine = new QuarantineSink(given, APP, QUARANTINE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        switch (reader.read(context.recordMetadata().orElseThrow().topic(), record)) {
            case Intake.Refused<JoinInput>(Refusal why) -> {
                quarantine.send(record, why);
                context.forward(new Record<>("", new JoinInput.Refused(), record.timestamp()), JOIN);
            }
            case Intake.Accepted<JoinInput>(String id, long time, JoinInput input) ->
                context.forward(new Record<>(id, input, time), JOIN);
        }
    }
}
