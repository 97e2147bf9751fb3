package io.headrace.schemas.resolution;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Random pairs of schemas as they come of a producer's and a reader's changes, and records of the writer's. */
final class Evolutions {

    private static final int DEEPEST = 3;

    /** A writer's schema and a reader's. */
    record Pair(Schema writer, Schema reader) {}

    private final Random random;
    private final boolean withTimes;
    private int names;

    Evolutions(Random random, boolean withTimes) {
        this.random = random;
        this.withTimes = withTimes;
    }

    Pair record() {
        return record(0);
    }

    private Pair any(int depth) {
        return switch (random.nextInt(depth < DEEPEST ? 12 : 7)) {
            case 0, 1 -> same(scalar());
            case 2 -> promoted();
            case 3 -> withTimes ? times() : same(scalar());
            case 4 -> symbols();
            case 5 -> withTimes ? decimals() : promoted();
            case 6 -> random.nextInt(6) == 0 ? new Pair(scalar(), scalar()) : same(scalar());
            case 7 -> {
                Pair items = any(depth + 1);
                yield new Pair(Schema.createArray(items.writer()), Schema.createArray(items.reader()));
            }
            case 8 -> {
                Pair values = any(depth + 1);
                yield new Pair(Schema.createMap(values.writer()), Schema.createMap(values.reader()));
            }
            case 9, 10 -> union(depth);
            default -> record(depth + 1);
        };
    }

    private static Pair same(Schema schema) {
        return new Pair(schema, schema);
    }

    private Schema scalar() {
        return Schema.create(pick(
                Schema.Type.BOOLEAN,
                Schema.Type.INT,
                Schema.Type.LONG,
                Schema.Type.FLOAT,
                Schema.Type.DOUBLE,
                Schema.Type.STRING,
                Schema.Type.BYTES));
    }

    private Pair promoted() {
        return pick(
                of(Schema.Type.INT, Schema.Type.LONG),
                of(Schema.Type.INT, Schema.Type.FLOAT),
                of(Schema.Type.INT, Schema.Type.DOUBLE),
                of(Schema.Type.LONG, Schema.Type.FLOAT),
                of(Schema.Type.LONG, Schema.Type.DOUBLE),
                of(Schema.Type.FLOAT, Schema.Type.DOUBLE),
                of(Schema.Type.STRING, Schema.Type.BYTES),
                of(Schema.Type.BYTES, Schema.Type.STRING));
    }

    private static Pair of(Schema.Type writer, Schema.Type reader) {
        return new Pair(Schema.create(writer), Schema.create(reader));
    }

    private Pair times() {
        return new Pair(time(), time());
    }

    private Schema time() {
        Schema number = Schema.create(Schema.Type.LONG);
        return switch (random.nextInt(10)) {
            case 0, 1 -> LogicalTypes.timestampMillis().addToSchema(number);
            case 2, 3 -> LogicalTypes.timestampMicros().addToSchema(number);
            case 4, 5 -> LogicalTypes.timestampNanos().addToSchema(number);
            case 6 -> LogicalTypes.localTimestampMicros().addToSchema(number);
            case 7 -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case 8 -> Schema.create(Schema.Type.INT);
            default -> number;
        };
    }

    private Pair decimals() {
        return new Pair(decimal(), decimal());
    }

    private Schema decimal() {
        Schema bytes = Schema.create(Schema.Type.BYTES);
        return random.nextInt(3) == 0
                ? bytes
                : LogicalTypes.decimal(12, random.nextInt(2)).addToSchema(bytes);
    }

    private Pair symbols() {
        String name = "E" + names++;
        List<String> writer = new ArrayList<>(List.of("A", "B", "C", "D").subList(0, 1 + random.nextInt(4)));
        Collections.shuffle(writer, random);
        List<String> reader = List.of("A", "B", "C", "D").subList(0, 1 + random.nextInt(4));
        String fallback = random.nextBoolean() ? reader.getFirst() : null;
        return new Pair(
                Schema.createEnum(name, null, "evolved", writer),
                Schema.createEnum(name, null, "evolved", reader, fallback));
    }

    private Pair union(int depth) {
        Pair of = any(depth + 1);
        if (of.reader().getType() == Schema.Type.UNION || of.writer().getType() == Schema.Type.UNION) {
            return of;
        }
        Schema none = Schema.create(Schema.Type.NULL);
        List<Schema> writer = new ArrayList<>(List.of(of.writer()));
        if (random.nextBoolean()) {
            writer.add(none);
        }
        Schema more = scalar();
        if (random.nextBoolean() && writer.stream().noneMatch(branch -> branch.getType() == more.getType())) {
            writer.add(more);
        }
        Collections.shuffle(writer, random);
        Schema reader = random.nextInt(3) > 0 ? Schema.createUnion(none, of.reader()) : of.reader();
        return new Pair(Schema.createUnion(writer), reader);
    }

    private Pair record(int depth) {
        String name = "R" + names++;
        String writerName = random.nextInt(20) == 0 ? name + "Other" : name;
        List<Schema.Field> writer = new ArrayList<>();
        List<Schema.Field> reader = new ArrayList<>();
        int size = 1 + random.nextInt(4);
        for (int i = 0; i < size; i++) {
            Pair of = any(depth + 1);
            writer.add(new Schema.Field("f" + i, of.writer()));
            reader.add(new Schema.Field("f" + i, of.reader()));
        }
        if (random.nextInt(3) == 0) {
            writer.add(new Schema.Field("writers", any(depth + 1).writer()));
        }
        if (random.nextInt(3) == 0) {
            reader.add(new Schema.Field("readers", Schema.create(Schema.Type.STRING), null, "given"));
        }
        if (random.nextInt(12) == 0) {
            reader.add(new Schema.Field("required", Schema.create(Schema.Type.INT)));
        }
        Collections.shuffle(writer, random);
        Collections.shuffle(reader, random);
        return new Pair(
                Schema.createRecord(writerName, null, "evolved", false, writer),
                Schema.createRecord(name, null, "evolved", false, reader));
    }

    GenericRecord value(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), any(field.schema())));
        return record;
    }

    private Object any(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt();
            // Every thousandth as large as a long can be: too large for a finer unit of time.
            case LONG -> random.nextInt(1_000) == 0 ? random.nextLong() : random.nextLong() >> 24;
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case STRING -> "t" + random.nextInt(100);
            case BYTES ->
                ByteBuffer.wrap(("b" + random.nextInt(100)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            case FIXED -> throw new IllegalArgumentException("not made here");
            case ENUM -> new GenericData.EnumSymbol(schema, pick(schema.getEnumSymbols()));
            case ARRAY ->
                new GenericData.Array<>(
                        schema,
                        Stream.generate(() -> any(schema.getElementType()))
                                .limit(random.nextInt(3))
                                .toList());
            case MAP -> map(schema);
            case UNION -> any(pick(schema.getTypes()));
            case RECORD -> value(schema);
        };
    }

    private Map<String, Object> map(Schema schema) {
        Map<String, Object> map = new HashMap<>();
        IntStream.range(0, random.nextInt(3)).forEach(i -> map.put("k" + i, any(schema.getValueType())));
        return map;
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
