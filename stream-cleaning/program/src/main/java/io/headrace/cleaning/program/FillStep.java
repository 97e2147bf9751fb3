package io.headrace.cleaning.program;

import io.headrace.schemas.definition.Fill;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Puts constants where values are missing: null, and NaN in a number. */
record FillStep(List<Constant> constants) implements Step {

    FillStep {
        constants = List.copyOf(constants);
    }

    static FillStep compile(Map<String, Fill> fill, Schema event) {
        return new FillStep(fill.entrySet().stream()
                .map(entry -> switch (entry.getValue()) {
                    case Fill.Constant(String text) ->
                        new Constant(event.getField(entry.getKey()), FillValue.parse(event, entry.getKey(), text));
                })
                .sorted(Comparator.comparingInt(constant -> constant.field().pos()))
                .toList());
    }

    @Override
    public CleaningResult apply(GenericRecord event) {
        // Most events lack nothing, and are handed on as they are.
        @Nullable GenericRecord filled = null;
        for (Constant constant : constants) {
            int field = constant.field().pos();
            if (isMissing(event.get(field))) {
                filled = filled == null ? new GenericData.Record((GenericData.Record) event, false) : filled;
                filled.put(field, constant.value());
            }
        }
        return new CleaningResult.Clean(filled == null ? event : filled);
    }

    private static boolean isMissing(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Double number -> number.isNaN();
            case Float number -> number.isNaN();
            default -> false;
        };
    }

    /** A field and what stands in for its missing value. */
    record Constant(Schema.Field field, Object value) {}
}
