package io.headrace.schemas.resolution;

import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * What becomes of a value when the logical types of writer and reader are compared. Avro's own resolution does not look at
 * them, so that microseconds would be read as milliseconds.
 *
 * <p>A type without a logical type says nothing of what its numbers mean: it is taken as what the other side declares, as
 * Avro's specification wants it, unless its values are promoted to a wider type on the way, which they would not need if they
 * were what the reader declares.
 */
sealed interface LogicalResolution {

    /** The number stays as it is. */
    record AsIs() implements LogicalResolution {}

    /** Units are finer in the reader: the number is multiplied. */
    record Multiplied(long factor) implements LogicalResolution {}

    /** Units are coarser in the reader: the number is divided, and rounded down as time is. */
    record Divided(long divisor) implements LogicalResolution {}

    /** The values mean different things. */
    record Refused(String reason) implements LogicalResolution {}

    /** Of two schemas that are no unions and whose types Avro resolves. */
    static LogicalResolution of(Schema writer, Schema reader) {
        LogicalType written = writer.getLogicalType();
        LogicalType expected = reader.getLogicalType();
        if (written == null) {
            return expected == null || writer.getType() == reader.getType() ? new AsIs() : refused(writer, reader);
        }
        if (expected == null) {
            boolean bytesAsText = reader.getType() == Schema.Type.STRING && writer.getType() != Schema.Type.STRING;
            return bytesAsText ? refused(writer, reader) : new AsIs();
        }
        Optional<TimeUnitOf> from = TimeUnitOf.logical(written);
        Optional<TimeUnitOf> to = TimeUnitOf.logical(expected);
        if (from.isPresent() && to.isPresent()) {
            return between(from.get(), to.get()).orElseGet(() -> refused(writer, reader));
        }
        return sameMeaning(written, expected) ? new AsIs() : refused(writer, reader);
    }

    private static Optional<LogicalResolution> between(TimeUnitOf from, TimeUnitOf to) {
        if (from.kind() != to.kind()) {
            return Optional.empty();
        }
        if (from.unitsPerSecond() == to.unitsPerSecond()) {
            return Optional.of(new AsIs());
        }
        return Optional.of(
                from.unitsPerSecond() < to.unitsPerSecond()
                        ? new Multiplied(to.unitsPerSecond() / from.unitsPerSecond())
                        : new Divided(from.unitsPerSecond() / to.unitsPerSecond()));
    }

    private static boolean sameMeaning(LogicalType written, LogicalType expected) {
        if (written instanceof LogicalTypes.Decimal one && expected instanceof LogicalTypes.Decimal other) {
            return one.getScale() == other.getScale();
        }
        return written.getName().equals(expected.getName());
    }

    private static LogicalResolution refused(Schema writer, Schema reader) {
        String expected = SchemaText.of(reader);
        return new Refused(
                "found " + SchemaText.of(writer) + ", expected " + expected + "; write the field as " + expected);
    }

    /** What a logical type of time counts, and in what. */
    record TimeUnitOf(Kind kind, long unitsPerSecond) {

        enum Kind {
            INSTANT,
            LOCAL,
            TIME_OF_DAY
        }

        private static final long MILLIS = 1_000;
        private static final long MICROS = 1_000_000;
        private static final long NANOS = 1_000_000_000;

        static Optional<TimeUnitOf> logical(LogicalType type) {
            return Optional.ofNullable(
                    switch (type.getName()) {
                        case "timestamp-millis" -> new TimeUnitOf(Kind.INSTANT, MILLIS);
                        case "timestamp-micros" -> new TimeUnitOf(Kind.INSTANT, MICROS);
                        case "timestamp-nanos" -> new TimeUnitOf(Kind.INSTANT, NANOS);
                        case "local-timestamp-millis" -> new TimeUnitOf(Kind.LOCAL, MILLIS);
                        case "local-timestamp-micros" -> new TimeUnitOf(Kind.LOCAL, MICROS);
                        case "local-timestamp-nanos" -> new TimeUnitOf(Kind.LOCAL, NANOS);
                        case "time-millis" -> new TimeUnitOf(Kind.TIME_OF_DAY, MILLIS);
                        case "time-micros" -> new TimeUnitOf(Kind.TIME_OF_DAY, MICROS);
                        default -> null;
                    });
        }
    }
}
