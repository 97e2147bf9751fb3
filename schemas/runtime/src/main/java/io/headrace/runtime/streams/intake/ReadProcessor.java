package io.headrace.runtime.streams.intake;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Reads records: what is in one goes to the next node; one that cannot be read goes to quarantine. */
@NullUnmarked // Kafka Streams hands over the context in init
public final class ReadProcessor implements Processor<byte[], byte[], Object, Object> {

    /** Reads one record of a topic. */
    @FunctionalInterface
    public interface Reader {

        Read read(String topic, Record<byte[], byte[]> record);
    }

    /**
     * What came of reading a record.
     *
     * @param found what goes on, in order
     * @param refused why the record goes to quarantine; empty where it does not
     */
    public record Read(List<Record<Object, Object>> found, Optional<Refusal> refused) {

        public Read {
            found = List.copyOf(found);
        }
    }

    /**
     * Where records go.
     *
     * @param app who refuses records
     * @param next the node that takes what is read
     * @param quarantine the sink that {@link QuarantineSink#add} made
     */
    public record Ways(String app, String next, String quarantine) {}

    private final Reader reader;
    private final Ways ways;
    private ProcessorContext<Object, Object> context;
    private QuarantineSink quarantine;

    private ReadProcessor(Reader reader, Ways ways) {
        this.reader = reader;
        this.ways = ways;
    }

    /**
     * The processor. It forwards untyped, since a bad record takes another way than what is found in a good one.
     *
     * @param readers asked once for each task
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static <K, V> ProcessorSupplier<byte[], byte[], K, V> supplier(Supplier<Reader> readers, Ways ways) {
        ProcessorSupplier typed = () -> new ReadProcessor(readers.get(), ways);
        return typed;
    }

    @Override
    public void init(ProcessorContext<Object, Object> given) {
        context = given;
        quarantine = new QuarantineSink(given, ways.app(), ways.quarantine());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Read read = reader.read(context.recordMetadata().orElseThrow().topic(), record);
        read.refused().ifPresent(why -> quarantine.send(record, why));
        read.found().forEach(one -> context.forward(one, ways.next()));
    }
}
