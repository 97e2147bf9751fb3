package io.headrace.schemas.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import io.headrace.schemas.expression.Variable.Conversion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.jspecify.annotations.Nullable;

/** How values of an Avro type look to CEL. */
record FieldType(CelType type, Conversion conversion) {

    /** The schema without a union with null. Other unions are returned as they are. */
    static Schema withoutNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION || schema.getTypes().size() != 2) {
            return schema;
        }
        List<Schema> types = schema.getTypes();
        if (types.get(0).getType() == Schema.Type.NULL) {
            return types.get(1);
        }
        return types.get(1).getType() == Schema.Type.NULL ? types.get(0) : schema;
    }

    /** Empty where expressions cannot read the type. */
    static Optional<FieldType> of(Schema schema) {
        return switch (schema.getType()) {
            case BOOLEAN -> Optional.of(new FieldType(SimpleType.BOOL, value -> value));
            case INT, LONG -> Optional.of(whole(schema));
            case FLOAT, DOUBLE -> Optional.of(new FieldType(SimpleType.DOUBLE, FieldType::decimalNumber));
            case STRING, ENUM -> Optional.of(new FieldType(SimpleType.STRING, Object::toString));
            case BYTES, FIXED -> decimal(schema);
            case ARRAY ->
                of(schema.getElementType())
                        .map(element -> new FieldType(
                                ListType.create(element.type()), value -> list((List<?>) value, element)));
            case MAP ->
                of(schema.getValueType())
                        .map(element -> new FieldType(
                                MapType.create(SimpleType.STRING, element.type()),
                                value -> map((Map<?, ?>) value, element)));
            case RECORD, UNION, NULL -> Optional.empty();
        };
    }

    /** Not a number is a missing one. */
    private static @Nullable Object decimalNumber(Object value) {
        double number = ((Number) value).doubleValue();
        return Double.isNaN(number) ? null : (Double) number;
    }

    private static FieldType whole(Schema schema) {
        return switch (schema.getLogicalType()) {
            case LogicalTypes.TimestampMillis _, LogicalTypes.LocalTimestampMillis _ -> timestamp(ChronoUnit.MILLIS);
            case LogicalTypes.TimestampMicros _, LogicalTypes.LocalTimestampMicros _ -> timestamp(ChronoUnit.MICROS);
            case LogicalTypes.TimestampNanos _, LogicalTypes.LocalTimestampNanos _ -> timestamp(ChronoUnit.NANOS);
            case LogicalTypes.Date _ -> timestamp(ChronoUnit.DAYS);
            case null, default -> new FieldType(SimpleType.INT, value -> ((Number) value).longValue());
        };
    }

    /** Local times and dates are taken as UTC. Decoders that convert logical types themselves are welcome too. */
    private static FieldType timestamp(ChronoUnit unit) {
        return new FieldType(SimpleType.TIMESTAMP, value -> switch (value) {
            case Number number -> instant(number.longValue(), unit);
            case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
            case LocalDate day -> day.atStartOfDay().toInstant(ZoneOffset.UTC);
            default -> value;
        });
    }

    static Instant instant(long amount, ChronoUnit unit) {
        return unit == ChronoUnit.MILLIS ? Instant.ofEpochMilli(amount) : Instant.EPOCH.plus(amount, unit);
    }

    private static Optional<FieldType> decimal(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                ? Optional.of(new FieldType(SimpleType.DOUBLE, value -> decimal(value, decimal.getScale())))
                : Optional.empty();
    }

    private static Double decimal(Object value, int scale) {
        return switch (value) {
            case BigDecimal decimal -> decimal.doubleValue();
            case GenericFixed fixed -> new BigDecimal(new BigInteger(fixed.bytes()), scale).doubleValue();
            default -> {
                ByteBuffer buffer = ((ByteBuffer) value).duplicate();
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                yield new BigDecimal(new BigInteger(bytes), scale).doubleValue();
            }
        };
    }

    private static List<Object> list(List<?> values, FieldType element) {
        return values.stream()
                .map(value -> orNull(element.conversion.apply(value)))
                .toList();
    }

    private static Object orNull(@Nullable Object value) {
        return value == null ? NullValue.NULL_VALUE : value;
    }

    private static Map<String, Object> map(Map<?, ?> values, FieldType element) {
        Map<String, Object> converted = HashMap.newHashMap(values.size());
        values.forEach((key, value) -> converted.put(key.toString(), orNull(element.conversion.apply(value))));
        return converted;
    }
}
