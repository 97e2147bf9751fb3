package io.headrace.monitor.transfer;

import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.stored.Observations;
import io.headrace.runtime.streams.intake.QuarantineSink;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.schemas.quarantine.QuarantineRule;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Unpacks records into observations; what is not such a record goes to quarantine. */
@NullUnmarked // Kafka Streams hands over the context in init
public final class UnpackProcessor implements Processor<byte[], byte[], Object, Object> {

    /** The node that bad records go to. */
    public static final String QUARANTINE = "quarantine-observations";

    private static final String APP = "monitor";

    private final String next;
    private final Observations format = new Observations();
    private ProcessorContext<Object, Object> context;
    private QuarantineSink quarantine;

    private UnpackProcessor(String next) {
        this.next = next;
    }

    /**
     * The processor. It forwards untyped, since a bad record takes another way than a good one.
     *
     * @param next the node that takes observations
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static ProcessorSupplier<byte[], byte[], byte[], Observation> supplier(String next) {
        ProcessorSupplier typed = () -> new UnpackProcessor(next);
        return typed;
    }

    @Override
    public void init(ProcessorContext<Object, Object> given) {
        context = given;
        quarantine = new QuarantineSink(given, APP, QUARANTINE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Optional<List<Observation>> read = format.readAll(record.value());
        if (read.isEmpty()) {
            quarantine.send(
                    record,
                    new Refusal(
                            QuarantineRule.NOT_AVRO,
                            "the value is not a batch of this app's observations in Avro's single-object encoding"));
            return;
        }
        for (Observation observation : read.get()) {
            context.forward(new Record<>(record.key(), observation, Math.max(0, observation.getTime())), next);
        }
    }
}
