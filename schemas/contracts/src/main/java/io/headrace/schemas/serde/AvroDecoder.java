package io.headrace.schemas.serde;

import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Reads records that may be bad: the caller decides what becomes of those. Safe for use by many threads. */
public final class AvroDecoder {

    private final WireReader<GenericRecord> reader;

    AvroDecoder(WireReader<GenericRecord> reader) {
        this.reader = reader;
    }

    /**
     * Reads a record's value.
     *
     * @param bytes null for a record without a value, which is {@link Decoded#NOT_AVRO}
     * @throws io.headrace.schemas.registry.SchemaRegistryUnavailable when the schema must be asked for and the registry does
     *     not answer: not the record's fault, so try it again later
     */
    public Decoded decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new Decoded.Bad(Decoded.NOT_AVRO, "the record has no value");
        }
        try {
            return new Decoded.Ok(reader.read(bytes));
        } catch (Undecodable e) {
            return new Decoded.Bad(e.rule(), e.reason());
        }
    }
}
