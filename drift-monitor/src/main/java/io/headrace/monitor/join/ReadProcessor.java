package io.headrace.monitor.join;

import io.headrace.schemas.quarantine.Quarantined;
import io.headrace.schemas.serde.Decoded;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.NullUnmarked;

/** Reads bytes; what cannot be read, or has no key, goes to quarantine. */
@NullUnmarked // Kafka Streams hands over the context in init
public final class ReadProcessor implements Processor<byte[], byte[], Object, Object> {

    private static final String APP = "monitor";
    /** The node that joins. */
    public static final String JOIN = "join";

    /** The node that bad records go to. */
    public static final String QUARANTINE = "quarantine";

    private static final String MISSING_ID = "missing-id";

    private final InputReader reader;
    private ProcessorContext<Object, Object> context;

    public ReadProcessor(InputReader reader) {
        this.reader = reader;
    }

    @Override
    public void init(ProcessorContext<Object, Object> given) {
        context = given;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        if (record.key() == null) {
            quarantine(record, origin, MISSING_ID, "the record has no key; the event's id as text would be right");
            return;
        }
        switch (reader.read(origin.topic(), record.value())) {
            case InputReader.Bad(Decoded.Bad(String rule, String reason)) -> quarantine(record, origin, rule, reason);
            case InputReader.Good(JoinInput input) ->
                context.forward(
                        new Record<>(new String(record.key(), StandardCharsets.UTF_8), input, record.timestamp()),
                        JOIN);
        }
    }

    private void quarantine(Record<byte[], byte[]> record, RecordMetadata origin, String rule, String reason) {
        Quarantined quarantined = new Quarantined(
                origin.topic(), origin.partition(), origin.offset(), record.timestamp(), APP, rule, reason);
        context.forward(
                new Record<>(record.key(), record.value(), record.timestamp(), quarantined.besides(record.headers())),
                QUARANTINE);
    }
}
