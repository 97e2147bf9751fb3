package io.headrace.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;

/** Writers of generic records. Logical types stay the numbers they are, whatever others add to Avro's shared model. */
final class GenericRecords {

    private static final GenericData DATA = new GenericData();

    private GenericRecords() {}

    static <T> GenericDatumWriter<T> writer(Schema schema) {
        return new GenericDatumWriter<>(schema, DATA);
    }
}
