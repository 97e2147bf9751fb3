package io.headrace.standalone.topic;

import io.headrace.schemas.serde.AvroSerdes;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads records that any producer may have written. A consumer with a deserializer of its own would throw at the first one that
 * is not Avro and never get past it; so consumers here fetch bytes, and this says what they are. Safe for use by many threads.
 */
public final class RecordReader<T extends SpecificRecord> {

    private final Deserializer<T> deserializer;

    private RecordReader(Deserializer<T> deserializer) {
        this.deserializer = deserializer;
    }

    public static <T extends SpecificRecord> RecordReader<T> of(AvroSerdes serdes, Class<T> type) {
        return new RecordReader<>(serdes.specific(type).deserializer());
    }

    /**
     * Reads one record.
     *
     * @throws io.headrace.schemas.registry.SchemaRegistryUnavailable when its schema must be asked for and the registry does not
     *     answer: not the record's fault, so try it again later
     */
    public Reading<T> read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return unreadable(record, "it has no value");
        }
        try {
            return new Reading.Good<>(deserializer.deserialize(record.topic(), record.value()));
        } catch (SerializationException e) {
            return unreadable(record, String.valueOf(e.getMessage()));
        }
    }

    private static <T> Reading<T> unreadable(ConsumerRecord<String, byte[]> record, String reason) {
        return new Reading.Unreadable<>(record.topic(), record.partition(), record.offset(), reason);
    }
}
