package io.headrace.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;

/**
 * Readers and writers of generic records. Logical types stay the numbers they are; strings are {@link String}, so that a
 * record read equals the record written and map keys can be looked up by text.
 */
final class GenericRecords {

    /** The fast reader would ask the schema, not {@link StringReader}, for the string class. */
    static final GenericData DATA = new GenericData().setFastReaderEnabled(false);

    private GenericRecords() {}

    static DatumWriter<GenericRecord> writer(Schema schema) {
        return new GenericDatumWriter<>(schema, DATA);
    }

    static DatumReader<GenericRecord> reader(Schema writer, Schema reader) {
        return new StringReader(writer, reader);
    }

    private static final class StringReader extends GenericDatumReader<GenericRecord> {

        StringReader(Schema writer, Schema reader) {
            super(writer, reader, DATA);
        }

        @Override
        @SuppressWarnings("rawtypes") // Avro's signature
        protected Class findStringClass(Schema schema) {
            return String.class;
        }
    }
}
