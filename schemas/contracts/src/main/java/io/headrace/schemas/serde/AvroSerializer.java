package io.headrace.schemas.serde;

import io.headrace.schemas.registry.SchemaRegistry;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes generic and generated Avro records in the Confluent wire format. For use by class name in any Kafka producer;
 * inside Headrace {@link AvroSerdes} makes it. Safe for use by many threads.
 */
public final class AvroSerializer implements Serializer<IndexedRecord> {

    private @Nullable WireWriter<IndexedRecord> writer;

    /** For Kafka, which then calls {@link #configure}. */
    public AvroSerializer() {}

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        SchemaIds ids = SchemaIds.of(SchemaRegistry.of(configs), configs);
        writer = new WireWriter<>(ids, isKey, AvroSerializer::writer);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable IndexedRecord data) {
        if (writer == null) {
            throw new IllegalStateException(
                    "AvroSerializer is not configured; call configure with schema.registry.url");
        }
        return data == null ? null : writer.write(topic, data);
    }

    /** A schema's records are all of one kind; generated ones need their class's conversions of logical types. */
    private static DatumWriter<IndexedRecord> writer(Schema schema, IndexedRecord datum) {
        return datum instanceof SpecificRecord
                ? new SpecificDatumWriter<>(schema, SpecificData.getForClass(datum.getClass()))
                : GenericRecords.writer(schema);
    }
}
