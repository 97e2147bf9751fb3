package io.headrace.schemas.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * Puts CEL's values into a field's Avro form.
 *
 * @param schema the field's, without null
 * @param accepted the CEL types that fit
 */
record FieldWriter(Schema schema, Set<CelType> accepted) {

    /** Empty where no expression can give the type. */
    static Optional<FieldWriter> of(Schema fieldSchema) {
        Schema schema = FieldType.withoutNull(fieldSchema);
        return switch (schema.getType()) {
            case BOOLEAN -> Optional.of(new FieldWriter(schema, Set.of(SimpleType.BOOL)));
            case INT, LONG ->
                Optional.of(new FieldWriter(
                        schema, Set.of(unit(schema).isPresent() ? SimpleType.TIMESTAMP : SimpleType.INT)));
            case FLOAT, DOUBLE -> Optional.of(new FieldWriter(schema, Set.of(SimpleType.DOUBLE, SimpleType.INT)));
            case STRING, ENUM -> Optional.of(new FieldWriter(schema, Set.of(SimpleType.STRING)));
            case BYTES, FIXED, ARRAY, MAP, RECORD, UNION, NULL -> Optional.empty();
        };
    }

    boolean accepts(CelType type) {
        return accepted.contains(type) || type.equals(SimpleType.DYN) || type.equals(SimpleType.NULL_TYPE);
    }

    String description() {
        return schema.getType() == Schema.Type.ENUM
                ? "one of " + String.join(", ", schema.getEnumSymbols())
                : schema.getType().getName();
    }

    /** Empty where the value is none of the field's. */
    Optional<Object> write(Object value) {
        return switch (schema.getType()) {
            case BOOLEAN -> Optional.of(value).filter(Boolean.class::isInstance);
            case INT ->
                whole(value).filter(number -> number == number.intValue()).map(Long::intValue);
            case LONG -> whole(value).map(number -> number);
            case FLOAT ->
                Optional.of(value).filter(Number.class::isInstance).map(number -> ((Number) number).floatValue());
            case DOUBLE ->
                Optional.of(value).filter(Number.class::isInstance).map(number -> ((Number) number).doubleValue());
            case STRING -> Optional.of(value).filter(String.class::isInstance);
            case ENUM ->
                Optional.of(value.toString())
                        .filter(schema::hasEnumSymbol)
                        .map(symbol -> new GenericData.EnumSymbol(schema, symbol));
            case BYTES, FIXED, ARRAY, MAP, RECORD, UNION, NULL -> Optional.empty();
        };
    }

    private Optional<Long> whole(Object value) {
        return switch (value) {
            case Long number -> Optional.of(number);
            case Instant instant -> unit(schema).map(unit -> unit.between(Instant.EPOCH, instant));
            default -> Optional.empty();
        };
    }

    private static Optional<ChronoUnit> unit(Schema schema) {
        return switch (schema.getLogicalType()) {
            case LogicalTypes.TimestampMillis _, LogicalTypes.LocalTimestampMillis _ -> Optional.of(ChronoUnit.MILLIS);
            case LogicalTypes.TimestampMicros _, LogicalTypes.LocalTimestampMicros _ -> Optional.of(ChronoUnit.MICROS);
            case LogicalTypes.TimestampNanos _, LogicalTypes.LocalTimestampNanos _ -> Optional.of(ChronoUnit.NANOS);
            case LogicalTypes.Date _ -> Optional.of(ChronoUnit.DAYS);
            case null, default -> Optional.empty();
        };
    }
}
