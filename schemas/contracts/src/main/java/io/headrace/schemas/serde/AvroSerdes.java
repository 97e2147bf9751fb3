package io.headrace.schemas.serde;

import io.headrace.schemas.registry.SchemaRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Serdes of record values in the Confluent wire format (magic byte 0, schema id in 4 bytes, Avro binary) with
 * TopicNameStrategy subjects, over one schema registry.
 *
 * <p>This and everything it makes is safe for use by many threads. A deserializer throws {@link
 * org.apache.kafka.common.errors.SerializationException} at bytes that are no good record; where bad records must be kept,
 * use {@link #decoder}. All may throw {@link io.headrace.schemas.registry.SchemaRegistryUnavailable} at a schema not met
 * before.
 */
public final class AvroSerdes {

    private final SchemaIds ids;

    private AvroSerdes(SchemaIds ids) {
        this.ids = ids;
    }

    /**
     * @param config the keys of {@link SchemaRegistry#of}, {@code auto.register.schemas} (default true) and {@code
     *     use.latest.version} (default false; switches auto.register.schemas off)
     */
    public static AvroSerdes of(Map<String, ?> config) {
        return new AvroSerdes(SchemaIds.of(SchemaRegistry.of(config), config));
    }

    public SchemaRegistry registry() {
        return ids.registry();
    }

    /**
     * Registers a topic's value schema, or where schemas must not be registered by apps, makes sure it is.
     *
     * @return its id
     * @throws io.headrace.schemas.registry.SchemaRegistryException when the registry refuses or does not have it
     */
    public int ensure(String topic, Schema schema) {
        return ids.idFor(Subjects.ofValue(topic), schema);
    }

    /**
     * Prepares the subject of a topic whose values others write and this reads: sets its compatibility to FORWARD and
     * registers the schema, where schemas may be registered by apps. No registry that refuses ends a start by it.
     *
     * @param reader what every writer's records are read with
     * @return what a person should know, one sentence each; empty where all is as it should be
     */
    public List<String> prepareForProducers(String topic, Schema reader) {
        return ProducerSubject.prepare(ids, Subjects.ofValue(topic), reader);
    }

    /**
     * Generic records: written in their own schema, read into the reader's.
     *
     * @param reader what records are read into, whatever schema they were written with; strings come as {@link String},
     *     logical types as the numbers they are
     */
    public Serde<GenericRecord> generic(Schema reader) {
        return serde((schema, datum) -> GenericRecords.writer(schema), genericReader(reader));
    }

    /** Generated records: {@code T}'s own schema both ways. */
    public <T extends SpecificRecord> Serde<T> specific(Class<T> type) {
        SpecificData data = SpecificData.getForClass(type);
        Schema reader = data.getSchema(type);
        return serde(
                (schema, datum) -> new SpecificDatumWriter<>(schema, data),
                new WireReader<>(registry(), writer -> WriterReading.specific(writer, reader, data)));
    }

    /** Reads what may be bad, saying why. */
    public AvroDecoder decoder(Schema reader) {
        return new AvroDecoder(genericReader(reader));
    }

    /** Reads what may be bad, each record in the schema it was written with: its fields go by name. */
    public AvroDecoder decoder() {
        return new AvroDecoder(new WireReader<>(registry(), writer -> WriterReading.generic(writer, writer)));
    }

    private WireReader<GenericRecord> genericReader(Schema reader) {
        return new WireReader<>(registry(), writer -> WriterReading.generic(writer, reader));
    }

    private <T extends IndexedRecord> Serde<T> serde(
            BiFunction<Schema, T, DatumWriter<T>> writers, WireReader<T> reader) {
        WireWriter<T> writer = new WireWriter<>(ids, false, writers);
        return Serdes.serdeFrom(
                (topic, datum) -> datum == null ? null : writer.write(topic, datum),
                (topic, bytes) -> bytes == null ? null : AvroDeserializer.read(reader, topic, bytes));
    }
}
