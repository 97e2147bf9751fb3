package io.headrace.features.engine;

import io.headrace.features.engine.SpecifiedValues.Frequency;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import java.util.Optional;

/** What aggregates mean, of the values in their window. */
final class SpecifiedAggregates {

    private SpecifiedAggregates() {}

    /**
     * A number or a text; empty where it is missing.
     *
     * @param own what the event brings
     */
    static Optional<Object> value(Feature.WindowedAggregate aggregate, Optional<Object> own, SpecifiedValues values) {
        return switch (aggregate.function()) {
            case COUNT -> Optional.of((double) values.count());
            case RATE -> Optional.of(values.count() / (aggregate.window().over().toMillis() / 1000.0));
            case DISTINCT -> Optional.of((double) values.frequencies().size());
            case MODE -> mode(values, aggregate.nth()).map(Frequency::value);
            case MODE_SHARE -> mode(values, aggregate.nth()).map(mode -> (double) mode.count() / values.count());
            case FIRST ->
                values.isEmpty()
                        ? Optional.empty()
                        : Optional.of(values.newestFirst().getLast());
            case LAST -> values.newestFirst().stream().skip(aggregate.nth() - 1).findFirst();
            case SUM, MEAN, MIN, MAX, STDDEV, ZSCORE, RATIO, CHANGE ->
                Optional.of(number(
                                aggregate.function(),
                                own.map(Double.class::cast).orElse(Double.NaN),
                                values))
                        .filter(Double::isFinite)
                        .map(Object.class::cast);
        };
    }

    private static Optional<Frequency> mode(SpecifiedValues values, int nth) {
        return values.frequencies().stream().skip(nth - 1).findFirst();
    }

    private static double number(AggregateFunction function, double own, SpecifiedValues values) {
        if (function == AggregateFunction.SUM) {
            return values.sum();
        } else if (values.isEmpty()) {
            return Double.NaN;
        }
        double mean = values.mean();
        return switch (function) {
            case MEAN -> mean;
            case MIN -> values.least();
            case MAX -> values.greatest();
            case STDDEV -> values.deviation();
            case CHANGE -> own - (Double) values.newestFirst().getFirst();
            case RATIO -> mean == 0 ? Double.NaN : own / mean;
            case ZSCORE ->
                values.count() < 2 || values.deviation() == 0 ? Double.NaN : (own - mean) / values.deviation();
            case SUM, COUNT, RATE, FIRST, LAST, DISTINCT, MODE, MODE_SHARE ->
                throw new IllegalArgumentException(function.name());
        };
    }
}
