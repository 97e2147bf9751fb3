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
    public Outcome apply(GenericRecord event) {
        List<Constant> missing = constants.stream()
                .filter(constant -> isMissing(event.get(constant.field().pos())))
                .toList();
        if (missing.isEmpty()) {
            return new Outcome.Clean(event);
        }
        GenericRecord filled = new GenericData.Record((GenericData.Record) event, false);
        missing.forEach(constant -> filled.put(constant.field().pos(), constant.value()));
        return new Outcome.Clean(filled);
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
