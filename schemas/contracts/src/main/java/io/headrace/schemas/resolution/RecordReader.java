package io.headrace.schemas.resolution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.BinaryDecoder;
import org.jspecify.annotations.Nullable;

/** Reads a record: the writer's fields in the writer's order, then the defaults of what it does not have. */
final class RecordReader implements ValueReader {

    /** How a field that is in the bytes is read. */
    record Field(String name, int position, ValueReader reader) {}

    /** A field that is not, and where its value comes from. */
    record Absent(int position, DefaultValue value) {}

    /** A position for what the reader does not have: it is read over. */
    static final int SKIPPED = -1;

    private final Schema schema;
    private Field[] fields = {};
    private Absent[] absent = {};

    RecordReader(Schema schema) {
        this.schema = schema;
    }

    /** Fills in the fields, once, before the first record: a record's fields may hold the record itself. */
    void complete(List<Field> written, List<Absent> missing) {
        fields = written.toArray(Field[]::new);
        absent = missing.toArray(Absent[]::new);
    }

    @Override
    public GenericData.Record read(BinaryDecoder in) throws IOException, UnreadableValueException {
        GenericData.Record record = new GenericData.Record(schema);
        for (Field field : fields) {
            Object value = value(field, in);
            if (field.position() != SKIPPED) {
                record.put(field.position(), value);
            }
        }
        for (Absent field : absent) {
            record.put(field.position(), field.value().make());
        }
        return record;
    }

    private static @Nullable Object value(Field field, BinaryDecoder in) throws IOException, UnreadableValueException {
        try {
            return field.reader().read(in);
        } catch (UnreadableValueException e) {
            throw e.within(field.name());
        }
    }

    @Override
    public List<Obstacle> obstacles(Set<ValueReader> above) {
        Set<ValueReader> withThis = new HashSet<>(above);
        List<Obstacle> all = new ArrayList<>();
        if (withThis.add(this)) {
            for (Field field : fields) {
                field.reader().obstacles(withThis).forEach(found -> all.add(found.within(field.name())));
            }
        }
        return all;
    }
}
