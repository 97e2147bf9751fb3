package io.headrace.schemas.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/** ISO-8601 text to and from Avro's dates, times of day and timestamps. */
final class JsonTimes {

    private JsonTimes() {}

    /** The number that stands for the text in a field of this schema; empty where the text or the schema is none of time. */
    static Optional<Long> read(String text, Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (logical == null) {
            return Optional.empty();
        }
        try {
            return switch (logical.getName()) {
                case "date" -> Optional.of(LocalDate.parse(text).toEpochDay());
                case "time-millis" -> Optional.of(LocalTime.parse(text).toNanoOfDay() / 1_000_000);
                case "time-micros" -> Optional.of(LocalTime.parse(text).toNanoOfDay() / 1_000);
                case "timestamp-millis" -> Optional.of(instant(text).toEpochMilli());
                case "timestamp-micros" -> Optional.of(ChronoUnit.MICROS.between(Instant.EPOCH, instant(text)));
                case "timestamp-nanos" -> Optional.of(ChronoUnit.NANOS.between(Instant.EPOCH, instant(text)));
                case "local-timestamp-millis" -> Optional.of(local(text).toEpochMilli());
                case "local-timestamp-micros" -> Optional.of(ChronoUnit.MICROS.between(Instant.EPOCH, local(text)));
                case "local-timestamp-nanos" -> Optional.of(ChronoUnit.NANOS.between(Instant.EPOCH, local(text)));
                default -> Optional.empty();
            };
        } catch (DateTimeException | ArithmeticException noTime) {
            return Optional.empty();
        }
    }

    /** The text of a number in a field of this schema; empty where the schema is none of time, or no such time exists. */
    static Optional<String> render(long value, Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (logical == null) {
            return Optional.empty();
        }
        try {
            return switch (logical.getName()) {
                case "date" -> Optional.of(LocalDate.ofEpochDay(value).toString());
                case "time-millis" ->
                    Optional.of(LocalTime.ofNanoOfDay(Math.multiplyExact(value, 1_000_000L))
                            .toString());
                case "time-micros" ->
                    Optional.of(LocalTime.ofNanoOfDay(Math.multiplyExact(value, 1_000L))
                            .toString());
                case "timestamp-millis" ->
                    Optional.of(Instant.ofEpochMilli(value).toString());
                case "timestamp-micros" -> Optional.of(after(value, 1_000_000).toString());
                case "timestamp-nanos" ->
                    Optional.of(after(value, 1_000_000_000).toString());
                case "local-timestamp-millis" -> Optional.of(localText(Instant.ofEpochMilli(value)));
                case "local-timestamp-micros" -> Optional.of(localText(after(value, 1_000_000)));
                case "local-timestamp-nanos" -> Optional.of(localText(after(value, 1_000_000_000)));
                default -> Optional.empty();
            };
        } catch (DateTimeException | ArithmeticException noTime) {
            return Optional.empty();
        }
    }

    private static Instant instant(String text) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    }

    private static Instant local(String text) {
        return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static String localText(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    private static Instant after(long value, long perSecond) {
        return Instant.ofEpochSecond(
                Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond));
    }
}
