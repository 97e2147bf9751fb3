package io.headrace.connectors.csv;

import io.headrace.connectors.csv.reading.CsvEvent;
import io.headrace.connectors.csv.reading.CsvTarget;
import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.quarantine.QuarantineRule;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.RecordSize;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/** Events and labels as bytes on their topics. */
public final class RowEncoder {

    /** What producers and topics take where nobody has set them otherwise: Kafka's default of {@code max.request.size}. */
    public static final int LARGEST_RECORD_BYTES = 1 << 20;

    /** Whatever a row of so many bytes says, its records are not too large. */
    private static final int SURELY_FITS_BYTES = 64 << 10;

    private static final Headers NO_HEADERS = new RecordHeaders();

    private final CsvTarget target;
    private final Serializer<GenericRecord> events;
    private final Optional<Labels> labels;

    private record Labels(CsvTarget.LabelOf of, Schema schema, Serializer<GenericRecord> serializer) {}

    /** @param target what rows are read as */
    public RowEncoder(CsvTarget target, PipelineName pipeline, AvroSerdes serdes) {
        this.target = target;
        events = serdes.generic(target.event()).serializer();
        Schema id = target.event().getField(target.id()).schema();
        labels = target.label().map(of -> {
            Schema schema = PipelineSchemas.label(pipeline, target.id(), id, of.name(), of.type());
            return new Labels(of, schema, serdes.generic(schema).serializer());
        });
    }

    /** The id as the event has it. */
    public Object id(CsvEvent.Read read) {
        return read.event().get(target.id());
    }

    /**
     * The row's event as it is; broken, where its record or its label's would be larger than one may be.
     *
     * @param events topic of the one
     * @param labels topic of the other
     */
    public CsvEvent fitting(CsvEvent event, String events, String labels) {
        if (!(event instanceof CsvEvent.Read read) || read.text().remaining() <= SURELY_FITS_BYTES) {
            return event;
        }
        byte[] key = read.id().getBytes(StandardCharsets.UTF_8);
        long size = Math.max(
                RecordSize.of(key, event(events, read), NO_HEADERS),
                read.label()
                        .map(label -> RecordSize.of(key, label(labels, id(read), label, Long.MAX_VALUE), NO_HEADERS))
                        .orElse(0L));
        return size <= LARGEST_RECORD_BYTES
                ? event
                : new CsvEvent.Broken(
                        read.place(),
                        read.text(),
                        QuarantineRule.TOO_LARGE,
                        read.place() + ": found a row whose record has " + size + " bytes; right is "
                                + LARGEST_RECORD_BYTES + " or less");
    }

    /** An event's bytes in the wire format. */
    public byte[] event(String topic, CsvEvent.Read read) {
        return events.serialize(topic, read.event());
    }

    /**
     * A label's bytes in the wire format.
     *
     * @param id as {@link #id} has it
     * @param knownAt epoch milliseconds
     * @throws java.util.NoSuchElementException where the rows have no label
     */
    public byte[] label(String topic, Object id, Label label, long knownAt) {
        Labels known = labels.orElseThrow();
        GenericRecord record = new GenericData.Record(known.schema());
        record.put(target.id(), id);
        record.put(known.of().name(), value(known.of().type(), label));
        record.put(PipelineSchemas.LABELLED_AT, knownAt);
        return known.serializer().serialize(topic, record);
    }

    private static Object value(LabelType type, Label label) {
        return switch (label) {
            case Label.Quantity(double quantity) -> quantity;
            case Label.Category(String name) ->
                switch (type) {
                    case BOOLEAN -> (Object) Boolean.valueOf(name);
                    case LONG -> Long.valueOf(name);
                    case STRING -> name;
                    case DOUBLE -> Double.valueOf(name);
                };
        };
    }
}
