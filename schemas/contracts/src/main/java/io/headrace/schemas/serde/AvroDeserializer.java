package io.headrace.schemas.serde;

import io.headrace.schemas.registry.SchemaRegistry;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads generic records, in each record's own schema, from the Confluent wire format. For use by class name in any Kafka
 * consumer; inside Headrace {@link AvroSerdes} makes deserializers with a reader's schema. Safe for use by many threads.
 */
public final class AvroDeserializer implements Deserializer<GenericRecord> {

    private @Nullable WireReader<GenericRecord> reader;

    /** For Kafka, which then calls {@link #configure}. */
    public AvroDeserializer() {}

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        reader = new WireReader<>(SchemaRegistry.of(configs), writer -> WriterReading.generic(writer, writer));
    }

    @Override
    public @Nullable GenericRecord deserialize(String topic, byte @Nullable [] data) {
        if (reader == null) {
            throw new IllegalStateException(
                    "AvroDeserializer is not configured; call configure with schema.registry.url");
        }
        return data == null ? null : read(reader, topic, data);
    }

    /** @throws SerializationException when the bytes are no good record */
    static <T> T read(WireReader<T> reader, String topic, byte[] data) {
        try {
            return reader.read(data);
        } catch (Undecodable e) {
            throw new SerializationException("A record of " + topic + " is " + e.rule() + ": " + e.reason());
        }
    }
}
