package io.headrace.connectors.csv.reading;

import io.headrace.schemas.definition.CsvDialect;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Reads a cell's text as a value of one Avro type. */
interface CellReader {

    /** The value; empty where the text is none. */
    Optional<Object> read(String text);

    /** What would be right, in words. */
    String right();

    /**
     * @param dates the field's formats
     * @return empty where no text can be a value of the type
     */
    static Optional<CellReader> of(Schema type, CsvDialect dialect, List<String> dates) {
        NumberText numbers = new NumberText(dialect);
        if (type.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return Optional.of(time(dates, 1_000));
        }
        if (type.getLogicalType() instanceof LogicalTypes.TimestampMicros) {
            return Optional.of(time(dates, 1));
        }
        return switch (type.getType()) {
            case STRING -> Optional.of(reader("a text", Optional::of));
            case DOUBLE -> Optional.of(reader("a number", text -> boxed(numbers.parse(text))));
            case FLOAT ->
                Optional.of(reader(
                        "a number",
                        text -> boxed(numbers.parse(text)).map(number -> (float) (double) (Double) number)));
            case LONG ->
                Optional.of(reader(
                        "a whole number",
                        text -> whole(numbers.parse(text), 0x1p53).map(number -> (Object) number)));
            case INT ->
                Optional.of(reader(
                        "a whole number",
                        text -> whole(numbers.parse(text), Integer.MAX_VALUE)
                                .map(number -> (Object) number.intValue())));
            case BOOLEAN -> Optional.of(reader("true or false", CellReader::truth));
            case ENUM ->
                Optional.of(reader(
                        "one of " + type.getEnumSymbols(),
                        text -> type.hasEnumSymbol(text)
                                ? Optional.of(new GenericData.EnumSymbol(type, text))
                                : Optional.empty()));
            default -> Optional.empty();
        };
    }

    static Optional<Object> truth(String text) {
        if (text.equalsIgnoreCase("true") || text.equals("1")) {
            return Optional.of(true);
        }
        return text.equalsIgnoreCase("false") || text.equals("0") ? Optional.of(false) : Optional.empty();
    }

    static Optional<Long> whole(OptionalDouble number, double most) {
        return number.isPresent()
                        && number.getAsDouble() == Math.rint(number.getAsDouble())
                        && Math.abs(number.getAsDouble()) <= most
                ? Optional.of((long) number.getAsDouble())
                : Optional.empty();
    }

    private static CellReader time(List<String> formats, int microsEach) {
        List<String> known = formats.isEmpty() ? List.of(TimeText.ISO) : formats;
        TimeText times = new TimeText(known);
        return reader("a time written " + String.join(" or ", known), text -> {
            OptionalLong micros = times.parse(text);
            return micros.isPresent() ? Optional.of(Math.floorDiv(micros.getAsLong(), microsEach)) : Optional.empty();
        });
    }

    private static Optional<Object> boxed(OptionalDouble number) {
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }

    private static CellReader reader(String right, java.util.function.Function<String, Optional<Object>> reading) {
        return new CellReader() {
            @Override
            public Optional<Object> read(String text) {
                return reading.apply(text);
            }

            @Override
            public String right() {
                return right;
            }
        };
    }
}
