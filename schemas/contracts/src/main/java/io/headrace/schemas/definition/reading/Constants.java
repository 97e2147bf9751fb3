package io.headrace.schemas.definition.reading;

import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Constants of a definition as values of a field. */
public final class Constants {

    private Constants() {}

    /**
     * The value in the generic Java form of the field's Avro type; empty where the text is none of its values.
     *
     * @param field the field's schema; it may be nullable
     */
    public static Optional<Object> parse(String text, Schema field) {
        Schema schema = EventsReader.withoutNull(field);
        return switch (schema.getType()) {
            case STRING -> Optional.of(text);
            case ENUM ->
                schema.hasEnumSymbol(text) ? Optional.of(new GenericData.EnumSymbol(schema, text)) : Optional.empty();
            case BOOLEAN ->
                text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
            case INT ->
                Entry.parsedLong(text)
                        .filter(number -> number == number.intValue())
                        .map(Long::intValue);
            case LONG -> Entry.parsedLong(text).map(number -> number);
            case FLOAT -> Entry.parsedDouble(text).map(Double::floatValue);
            case DOUBLE -> Entry.parsedDouble(text).map(number -> number);
            case BYTES, FIXED, ARRAY, MAP, RECORD, UNION, NULL -> Optional.empty();
        };
    }
}
