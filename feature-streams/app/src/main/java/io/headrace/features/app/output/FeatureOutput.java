package io.headrace.features.app.output;

import io.headrace.features.app.labelling.Awaited;
import io.headrace.runtime.streams.intake.QuarantineSink;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Where rows, examples and what is refused go out, from within one processor. */
public final class FeatureOutput {

    /** The sink of the features topic. */
    public static final String ROWS = "feature-rows";

    /** The sink of the examples topic. */
    public static final String EXAMPLES = "examples";

    /** The name of this app where it refuses a record. */
    public static final String APP = "features";

    private final FeatureRecords records;
    private final Serializer<GenericRecord> rows;
    private final SizeLimit limit;
    private final ExampleWriter examples;
    private final ProcessorContext<Object, Object> context;
    private final QuarantineSink quarantine;
    private final Optional<String> next;

    /**
     * What an outlet writes with, the same for every task.
     *
     * @param next a processor beside the sinks that goes on with each row
     */
    public record Means(FeatureRecords records, AvroSerdes serdes, Topics topics, Optional<String> next) {

        /** @param context of the processor named {@code maker} of {@link #sinks} */
        public FeatureOutput in(ProcessorContext<Object, Object> context) {
            return new FeatureOutput(this, context);
        }

        /**
         * Adds the sinks of rows and examples to a topology.
         *
         * @param maker the processor that makes them
         */
        public Topology sinks(Topology topology, String maker) {
            return topology.addSink(ROWS, topics.features(), new StringSerializer(), new ByteArraySerializer(), maker)
                    .addSink(
                            EXAMPLES,
                            topics.examples(),
                            new StringSerializer(),
                            (_, example) -> ((WrittenExample) example).bytes(),
                            maker);
        }
    }

    private FeatureOutput(Means means, ProcessorContext<Object, Object> context) {
        this.records = means.records();
        this.examples = new ExampleWriter(means);
        this.rows = means.serdes().generic(records.schemas().features()).serializer();
        this.limit = new SizeLimit(means.topics().features(), TopicLimits.FEATURES);
        this.context = context;
        this.next = means.next();
        this.quarantine = new QuarantineSink(context, APP);
    }

    /**
     * Sends a row, or where it is larger than its topic takes, its event to quarantine.
     *
     * @param event the clean record's value
     * @return the row as it is stored; empty where it was refused
     */
    public Optional<byte[]> row(FeatureRow row, byte[] event) {
        byte[] bytes = rows.serialize(limit.topic(), records.toRecord(row));
        byte[] key = row.eventId().getBytes(StandardCharsets.UTF_8);
        Optional<Refusal> tooLarge = limit.check(key, bytes, new RecordHeaders());
        if (tooLarge.isPresent()) {
            quarantine.send(new Record<>(key, event, row.eventTime()), tooLarge.get());
            return Optional.empty();
        }
        context.forward(new Record<>(row.eventId(), bytes, row.eventTime()), ROWS);
        next.ifPresent(one -> context.forward(new Record<>(row.eventId(), row, row.eventTime()), one));
        return Optional.of(bytes);
    }

    /** Reads a row that {@link #row} gave, by this definition or an earlier one. */
    public StoredRow read(byte[] row) {
        return examples.read(row);
    }

    /**
     * Sends an example.
     *
     * @param row the event's, as {@link #row} gave it
     * @param labelTime when the label became known, epoch milliseconds
     */
    public void example(String eventId, Awaited.Row row, Label label, long labelTime, Example.LabelSource source) {
        context.forward(
                new Record<>(eventId, examples.write(row.row(), label, labelTime, source), row.eventTime()), EXAMPLES);
    }

    /** Sends an event that cannot be read by now to quarantine. */
    public void refuse(Record<byte[], byte[]> record, Refusal why) {
        quarantine.send(record, why);
    }
}
