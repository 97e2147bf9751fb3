package io.headrace.schemas.resolution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.BinaryDecoder;
import org.jspecify.annotations.Nullable;

/** Readers of values without parts, with Avro's promotions and the conversion of their logical types. */
final class ScalarReader {

    private ScalarReader() {}

    /** Of two types that are the same, or that Avro promotes. */
    static ValueReader of(Schema writer, Schema reader) {
        return switch (LogicalResolution.of(writer, reader)) {
            case LogicalResolution.AsIs() -> plain(writer, reader);
            case LogicalResolution.Multiplied(long factor) ->
                in -> multiplied(writer, reader, integer(writer, in), factor);
            case LogicalResolution.Divided(long divisor) -> in -> Math.floorDiv(integer(writer, in), divisor);
            case LogicalResolution.Refused(String reason) -> new RefusingReader(writer, reason);
        };
    }

    private static ValueReader plain(Schema writer, Schema reader) {
        return switch (reader.getType()) {
            case NULL -> ScalarReader::none;
            case BOOLEAN -> BinaryDecoder::readBoolean;
            case INT -> BinaryDecoder::readInt;
            case LONG -> in -> integer(writer, in);
            case FLOAT -> in -> single(writer, in);
            case DOUBLE -> in -> number(writer, in);
            case STRING -> writer.getType() == Schema.Type.STRING ? BinaryDecoder::readString : ScalarReader::decoded;
            case BYTES -> writer.getType() == Schema.Type.BYTES ? in -> in.readBytes(null) : ScalarReader::encoded;
            case FIXED -> in -> fixed(reader, in);
            case RECORD, ENUM, ARRAY, MAP, UNION ->
                throw new AvroTypeException(SchemaText.of(reader) + " has parts");
        };
    }

    private static @Nullable Object none(BinaryDecoder in) throws IOException {
        in.readNull();
        return null;
    }

    private static long integer(Schema writer, BinaryDecoder in) throws IOException {
        return writer.getType() == Schema.Type.INT ? in.readInt() : in.readLong();
    }

    private static float single(Schema writer, BinaryDecoder in) throws IOException {
        return writer.getType() == Schema.Type.FLOAT ? in.readFloat() : (float) integer(writer, in);
    }

    private static double number(Schema writer, BinaryDecoder in) throws IOException {
        return switch (writer.getType()) {
            case DOUBLE -> in.readDouble();
            case FLOAT -> in.readFloat();
            default -> (double) integer(writer, in);
        };
    }

    private static String decoded(BinaryDecoder in) throws IOException {
        ByteBuffer bytes = in.readBytes(null);
        return UTF_8.decode(bytes).toString();
    }

    private static ByteBuffer encoded(BinaryDecoder in) throws IOException {
        return ByteBuffer.wrap(in.readString().getBytes(UTF_8));
    }

    private static GenericData.Fixed fixed(Schema schema, BinaryDecoder in) throws IOException {
        byte[] bytes = new byte[schema.getFixedSize()];
        in.readFixed(bytes);
        return new GenericData.Fixed(schema, bytes);
    }

    private static long multiplied(Schema writer, Schema reader, long value, long factor)
            throws UnreadableValueException {
        long high = Math.multiplyHigh(value, factor);
        long low = value * factor;
        if (high != low >> 63) {
            throw new UnreadableValueException(new Obstacle(
                    "",
                    "found " + value + " as " + SchemaText.of(writer) + ", which is beyond what "
                            + SchemaText.of(reader) + " holds"));
        }
        return low;
    }
}
