package io.headrace.features.engine;

import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What aggregates mean, of the values in their window. */
final class SpecifiedAggregates {

    /** Enough for the deviation of two numbers to be exact: it may lie in the middle of two doubles. */
    private static final MathContext DIGITS = new MathContext(200);

    private SpecifiedAggregates() {}

    /**
     * A number or a text; empty where it is missing.
     *
     * @param own what the event brings
     * @param values those in the window, newest first
     */
    static Optional<Object> value(Feature.WindowedAggregate aggregate, Optional<Object> own, List<Object> values) {
        return switch (aggregate.function()) {
            case COUNT -> Optional.of((double) values.size());
            case RATE -> Optional.of(values.size() / (aggregate.window().over().toMillis() / 1000.0));
            case DISTINCT -> Optional.of((double) Set.copyOf(values).size());
            case MODE -> mode(values, aggregate.nth());
            case MODE_SHARE ->
                mode(values, aggregate.nth()).map(mode -> (double) Collections.frequency(values, mode) / values.size());
            case FIRST -> values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
            case LAST -> values.stream().skip(aggregate.nth() - 1).findFirst();
            case SUM, MEAN, MIN, MAX, STDDEV, ZSCORE, RATIO, CHANGE ->
                Optional.of(number(
                                aggregate.function(),
                                own.map(Double.class::cast).orElse(Double.NaN),
                                values.stream().map(Double.class::cast).toList()))
                        .filter(Double::isFinite)
                        .map(Object.class::cast);
        };
    }

    /** The nth most frequent value, the smallest of those first. */
    private static Optional<Object> mode(List<Object> values, int nth) {
        return values.stream()
                .distinct()
                .sorted(Comparator.comparingInt((Object value) -> -Collections.frequency(values, value))
                        .thenComparing(SpecifiedAggregates::order))
                .skip(nth - 1)
                .findFirst();
    }

    private static int order(Object one, Object other) {
        return one instanceof String text
                ? text.compareTo((String) other)
                : Double.compare((Double) one, (Double) other);
    }

    private static double number(AggregateFunction function, double own, List<Double> values) {
        double mean = whole(AggregateFunction.MEAN, values);
        return switch (function) {
            case SUM, MEAN, MIN, MAX, STDDEV -> whole(function, values);
            case CHANGE -> values.isEmpty() ? Double.NaN : own - values.getFirst();
            case RATIO -> mean == 0 ? Double.NaN : own / mean;
            case ZSCORE -> {
                double deviation = whole(AggregateFunction.STDDEV, values);
                yield values.size() < 2 || deviation == 0 ? Double.NaN : (own - mean) / deviation;
            }
            case COUNT, RATE, FIRST, LAST, DISTINCT, MODE, MODE_SHARE ->
                throw new IllegalArgumentException(function.name());
        };
    }

    private static double whole(AggregateFunction function, List<Double> values) {
        List<BigDecimal> present = values.stream().map(BigDecimal::new).toList();
        BigDecimal count = BigDecimal.valueOf(present.size());
        BigDecimal sum = present.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (function == AggregateFunction.SUM) {
            return sum.doubleValue();
        } else if (present.isEmpty()) {
            return Double.NaN;
        }
        double least = Collections.min(present).doubleValue();
        double greatest = Collections.max(present).doubleValue();
        BigDecimal squares =
                present.stream().map(value -> value.multiply(value)).reduce(BigDecimal.ZERO, BigDecimal::add);
        return switch (function) {
            case MEAN -> least == greatest ? least : sum.doubleValue() / present.size();
            case MIN -> least;
            case MAX -> greatest;
            case STDDEV ->
                count.multiply(squares)
                        .subtract(sum.multiply(sum))
                        .sqrt(DIGITS)
                        .divide(count, DIGITS)
                        .doubleValue();
            default -> throw new IllegalArgumentException(function.name());
        };
    }
}
