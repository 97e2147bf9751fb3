package io.headrace.standalone.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Records that fit a schema and mean nothing: each value is one that is seldom thought of. */
record RandomAvro(Random random) {

    private static final List<Double> DOUBLES = List.of(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.MIN_VALUE,
            -0.0,
            0.0,
            1.0,
            1e300);

    /** Among them the first moment of the year 9999, and of 1970 in microseconds. */
    private static final List<Long> LONGS = List.of(
            Long.MIN_VALUE,
            -1L,
            0L,
            1L,
            253_370_764_800_000L,
            1_772_409_600_000_000L,
            Long.MAX_VALUE,
            1_772_409_600_000L);

    private static final List<String> STRINGS = List.of(
            "",
            " ",
            "\0",
            "a\0b",
            "\ud83d\ude00",
            "\u202eevil",
            "null",
            "-1",
            "x".repeat(3_000),
            "é/..\n\r\t\u001b[2J");

    GenericRecord of(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema())));
        return record;
    }

    private Object value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> of(schema);
            case ENUM -> new GenericData.EnumSymbol(schema, any(schema.getEnumSymbols()));
            case ARRAY ->
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(_ -> value(schema.getElementType()))
                        .toList();
            case MAP -> map(schema.getValueType());
            case UNION -> orNull(any(schema.getTypes()));
            case FIXED -> new GenericData.Fixed(schema, bytes(schema.getFixedSize()));
            case STRING -> string();
            case BYTES -> ByteBuffer.wrap(bytes(random.nextInt(100)));
            case INT -> random.nextBoolean() ? Integer.MIN_VALUE : random.nextInt();
            case LONG -> any(LONGS);
            case FLOAT -> any(DOUBLES).floatValue();
            case DOUBLE -> any(DOUBLES);
            case BOOLEAN -> random.nextBoolean();
            case NULL -> throw new IllegalArgumentException("a null is a union's");
        };
    }

    @SuppressWarnings("NullAway") // a null is one of the values
    private Object orNull(Schema branch) {
        return branch.getType() == Schema.Type.NULL ? null : value(branch);
    }

    private Map<String, Object> map(Schema values) {
        Map<String, Object> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(string(), value(values));
        }
        return map;
    }

    String string() {
        return any(STRINGS);
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
