package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import java.util.List;

/** Features in words. */
final class FeatureWords {

    private FeatureWords() {}

    static String of(Feature feature) {
        return switch (feature) {
            case Feature.Numeric number -> number.expression();
            case Feature.Categorical category -> "category " + category.expression();
            case Feature.WindowedAggregate aggregate ->
                aggregated(aggregate) + " " + entities(aggregate.by()) + " over " + DurationText.of(aggregate.over());
            case Feature.TimeSinceLast last -> "seconds since the last event by " + String.join(" and ", last.by());
            case Feature.LabelRate rate ->
                "label rate " + rate.ofClass().map(name -> "of " + name + " ").orElse("") + entities(rate.by())
                        + " over " + DurationText.of(rate.over());
            case Feature.LastLabel last -> "last label " + entities(last.by());
        };
    }

    private static String entities(List<String> by) {
        return by.isEmpty() ? "of all events" : "by " + String.join(" and ", by);
    }

    private static String aggregated(Feature.WindowedAggregate aggregate) {
        boolean all = aggregate.function() == AggregateFunction.COUNT
                && aggregate.operand().equals("1");
        return all ? "count" : CanonicalSections.lower(aggregate.function()) + " of " + aggregate.operand();
    }
}
