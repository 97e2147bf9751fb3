package io.headrace.schemas.serde;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Random schemas and records that fit them; the same seed gives the same. */
final class RandomAvro {

    private static final int DEEPEST = 3;

    private RandomAvro() {}

    static Schema schema(Random random) {
        return recordSchema(random, 0, new AtomicInteger());
    }

    static GenericRecord record(Schema schema, Random random) {
        GenericRecord record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema(), random)));
        return record;
    }

    private static Schema recordSchema(Random random, int depth, AtomicInteger names) {
        List<Schema.Field> fields = new ArrayList<>();
        int size = 1 + random.nextInt(6);
        for (int i = 0; i < size; i++) {
            fields.add(new Schema.Field("f" + i, anySchema(random, depth + 1, names)));
        }
        return Schema.createRecord("R" + names.getAndIncrement(), null, "random", false, fields);
    }

    private static Schema anySchema(Random random, int depth, AtomicInteger names) {
        return switch (random.nextInt(depth < DEEPEST ? 13 : 9)) {
            case 0 -> Schema.create(Schema.Type.BOOLEAN);
            case 1 -> Schema.create(Schema.Type.INT);
            case 2 -> Schema.create(Schema.Type.LONG);
            case 3 -> Schema.create(Schema.Type.FLOAT);
            case 4 -> Schema.create(Schema.Type.DOUBLE);
            case 5 -> Schema.create(Schema.Type.STRING);
            case 6 -> Schema.create(Schema.Type.BYTES);
            case 7 -> Schema.createFixed("F" + names.getAndIncrement(), null, "random", 1 + random.nextInt(16));
            case 8 -> Schema.createEnum("E" + names.getAndIncrement(), null, "random", List.of("A", "B", "C"));
            case 9 -> Schema.createArray(anySchema(random, depth + 1, names));
            case 10 -> Schema.createMap(anySchema(random, depth + 1, names));
            case 11 -> Schema.createUnion(Schema.create(Schema.Type.NULL), recordSchema(random, depth + 1, names));
            default -> recordSchema(random, depth + 1, names);
        };
    }

    private static Object value(Schema schema, Random random) {
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case STRING -> text(random);
            case BYTES -> ByteBuffer.wrap(bytes(random.nextInt(40), random));
            case FIXED -> new GenericData.Fixed(schema, bytes(schema.getFixedSize(), random));
            case ENUM ->
                new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(random.nextInt(3)));
            case ARRAY ->
                IntStream.range(0, random.nextInt(5))
                        .mapToObj(i -> value(schema.getElementType(), random))
                        .toList();
            case MAP -> map(schema, random);
            case UNION ->
                value(schema.getTypes().get(random.nextInt(schema.getTypes().size())), random);
            case RECORD -> record(schema, random);
        };
    }

    private static Map<String, Object> map(Schema schema, Random random) {
        Map<String, Object> map = new HashMap<>();
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            map.put(text(random), value(schema.getValueType(), random));
        }
        return map;
    }

    private static String text(Random random) {
        int[] points = random.ints(random.nextInt(12), 0, Character.MAX_CODE_POINT + 1)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .toArray();
        return new String(points, 0, points.length);
    }

    private static byte[] bytes(int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
