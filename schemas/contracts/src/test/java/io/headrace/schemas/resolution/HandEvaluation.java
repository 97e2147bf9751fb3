package io.headrace.schemas.resolution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** What a written value is in a reader's schema, worked out on values by the specification's words; no bytes, no Avro resolution. */
final class HandEvaluation {

    private static final Map<String, Long> UNITS_PER_SECOND =
            Map.of("timestamp-millis", 1_000L, "timestamp-micros", 1_000_000L, "timestamp-nanos", 1_000_000_000L);

    /** A value, null among them. */
    record Value(Object value) {}

    private HandEvaluation() {}

    /** Empty where it cannot be read. */
    static Optional<Value> of(Schema writer, Schema reader, Object value) {
        if (writer.getType() == Schema.Type.UNION) {
            int branch = GenericData.get().resolveUnion(writer, value);
            return of(writer.getTypes().get(branch), reader, value);
        }
        if (reader.getType() == Schema.Type.UNION) {
            return branch(writer, reader).flatMap(branch -> of(writer, branch, value));
        }
        return switch (reader.getType()) {
            case RECORD ->
                writer.getType() == Schema.Type.RECORD ? record(writer, reader, (GenericRecord) value) : none();
            case ENUM -> writer.getType() == Schema.Type.ENUM ? symbol(reader, value.toString()) : none();
            case ARRAY -> writer.getType() == Schema.Type.ARRAY ? array(writer, reader, (List<?>) value) : none();
            case MAP -> writer.getType() == Schema.Type.MAP ? map(writer, reader, (Map<?, ?>) value) : none();
            default -> meansTheSame(writer, reader) ? scalar(writer, reader, value) : none();
        };
    }

    private static Optional<Value> none() {
        return Optional.empty();
    }

    private static Optional<Schema> branch(Schema writer, Schema reader) {
        return reader.getTypes().stream()
                .filter(branch -> branch.getType() == writer.getType())
                .findFirst()
                .or(() -> reader.getTypes().stream()
                        .filter(branch -> promotes(writer.getType(), branch.getType()))
                        .findFirst());
    }

    private static boolean promotes(Schema.Type from, Schema.Type to) {
        return switch (from) {
            case INT -> to == Schema.Type.LONG || to == Schema.Type.FLOAT || to == Schema.Type.DOUBLE;
            case LONG -> to == Schema.Type.FLOAT || to == Schema.Type.DOUBLE;
            case FLOAT -> to == Schema.Type.DOUBLE;
            case STRING -> to == Schema.Type.BYTES;
            case BYTES -> to == Schema.Type.STRING;
            default -> false;
        };
    }

    private static boolean meansTheSame(Schema writer, Schema reader) {
        String from = name(writer);
        String to = name(reader);
        if (from.isEmpty()) {
            return to.isEmpty() || writer.getType() == reader.getType();
        }
        if (to.isEmpty()) {
            return !(from.equals("decimal") && reader.getType() == Schema.Type.STRING);
        }
        if (UNITS_PER_SECOND.containsKey(from) && UNITS_PER_SECOND.containsKey(to)) {
            return true;
        }
        return from.equals(to) && scale(writer) == scale(reader);
    }

    private static String name(Schema schema) {
        return schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
    }

    private static int scale(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal ? decimal.getScale() : 0;
    }

    private static Optional<Value> scalar(Schema writer, Schema reader, Object value) {
        if (writer.getType() != reader.getType() && !promotes(writer.getType(), reader.getType())) {
            return none();
        }
        Long from = UNITS_PER_SECOND.get(name(writer));
        Long to = UNITS_PER_SECOND.get(name(reader));
        if (from != null && to != null) {
            return time((Long) value, from, to);
        }
        return Optional.of(new Value(
                switch (reader.getType()) {
                    case LONG -> ((Number) value).longValue();
                    case FLOAT -> ((Number) value).floatValue();
                    case DOUBLE -> ((Number) value).doubleValue();
                    case STRING ->
                        value instanceof ByteBuffer bytes
                                ? UTF_8.decode(bytes.duplicate()).toString()
                                : value;
                    case BYTES -> value instanceof String text ? ByteBuffer.wrap(text.getBytes(UTF_8)) : value;
                    default -> value;
                }));
    }

    private static Optional<Value> time(long value, long from, long to) {
        BigInteger product = BigInteger.valueOf(value).multiply(BigInteger.valueOf(to));
        BigInteger[] parts = product.divideAndRemainder(BigInteger.valueOf(from));
        BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        return floor.bitLength() < Long.SIZE ? Optional.of(new Value(floor.longValueExact())) : none();
    }

    private static Optional<Value> symbol(Schema reader, String symbol) {
        return Optional.ofNullable(reader.hasEnumSymbol(symbol) ? symbol : reader.getEnumDefault())
                .map(known -> new Value(new GenericData.EnumSymbol(reader, known)));
    }

    private static Optional<Value> array(Schema writer, Schema reader, List<?> items) {
        List<Object> read = new ArrayList<>();
        for (Object item : items) {
            Optional<Value> one = of(writer.getElementType(), reader.getElementType(), item);
            if (one.isEmpty()) {
                return none();
            }
            read.add(one.get().value());
        }
        return Optional.of(new Value(new GenericData.Array<>(reader, read)));
    }

    private static Optional<Value> map(Schema writer, Schema reader, Map<?, ?> entries) {
        Map<String, Object> read = new HashMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            Optional<Value> one = of(writer.getValueType(), reader.getValueType(), entry.getValue());
            if (one.isEmpty()) {
                return none();
            }
            read.put(entry.getKey().toString(), one.get().value());
        }
        return Optional.of(new Value(read));
    }

    private static Optional<Value> record(Schema writer, Schema reader, GenericRecord written) {
        if (!writer.getName().equals(reader.getName())) {
            return none();
        }
        GenericRecord read = new GenericData.Record(reader);
        for (Schema.Field field : reader.getFields()) {
            Schema.Field source = writer.getField(field.name());
            Optional<Value> value = source == null
                    ? field.hasDefaultValue() ? Optional.of(new Value("given")) : none()
                    : of(source.schema(), field.schema(), written.get(source.pos()));
            if (value.isEmpty()) {
                return none();
            }
            read.put(field.pos(), value.get().value());
        }
        return Optional.of(new Value(read));
    }
}
