package io.headrace.schemas.resolution;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;

/**
 * Stands where the writer's schema has something the reader's cannot be: a field, or a branch of a union that a record need
 * not use. Reports the value too, cut where it is long.
 *
 * @param writer what is written here
 * @param reason what was found and what was expected
 */
record RefusingReader(Schema writer, String reason) implements ValueReader {

    private static final int LONGEST_SHOWN = 80;

    @Override
    public Object read(BinaryDecoder in) throws IOException, UnreadableValueException {
        throw new UnreadableValueException(new Obstacle("", reason + shown(in)));
    }

    @Override
    public List<Obstacle> obstacles(Set<ValueReader> above) {
        return List.of(new Obstacle("", reason));
    }

    private String shown(BinaryDecoder in) throws IOException {
        return switch (writer.getType()) {
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, STRING, ENUM -> " (the value is " + value(in) + ")";
            case NULL, BYTES, FIXED, RECORD, ARRAY, MAP, UNION -> "";
        };
    }

    private String value(BinaryDecoder in) throws IOException {
        String text = String.valueOf(new GenericDatumReader<>(writer).read(null, in));
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
