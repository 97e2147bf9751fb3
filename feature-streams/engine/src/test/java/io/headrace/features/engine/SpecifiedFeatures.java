package io.headrace.features.engine;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What stateful features mean, written down as plainly as it can be: everything again from the whole history. */
final class SpecifiedFeatures {

    /** Enough for the deviation of two numbers to be exact: it may lie in the middle of two doubles. */
    private static final MathContext DIGITS = new MathContext(200);

    private static final long LONGEST = Duration.ofDays(400).toMillis();

    /** Events that came, by id; a second time changes nothing. */
    private final Map<String, Payment> came = new LinkedHashMap<>();

    /** Labels that were given, by the event's id. */
    private final Map<String, Known> given = new LinkedHashMap<>();

    /** A label of a payment, and when it became known. */
    record Known(Payment payment, long at, boolean fraud) {}

    void came(Payment payment) {
        came.put(payment.id(), payment);
    }

    void learned(Known label) {
        given.put(label.payment().id(), label);
    }

    double value(Feature feature, Payment event) {
        return switch (feature) {
            case Feature.WindowedAggregate(var _, var function, var operand, var by, var window) -> {
                if (entity(event, by).isEmpty()) {
                    yield Double.NaN;
                }
                List<Double> earlier = events(event, by)
                        .filter(other -> other.at() > event.at() - window.over().toMillis())
                        .sorted(newestFirst())
                        .map(other -> SpecifiedOperands.of(operand, other))
                        .filter(value -> !Double.isNaN(value))
                        .toList();
                double own = SpecifiedOperands.of(operand, event);
                yield window.excludingThis() || function.isComparison()
                        ? aggregate(function, own, earlier)
                        : aggregate(function, own, withOwn(own, earlier));
            }
            case Feature.TimeSinceLast(var _, var by) ->
                events(event, by).mapToLong(Payment::at).filter(at -> at > event.at() - LONGEST).max().stream()
                        .mapToDouble(last -> (event.at() - last) / 1000.0)
                        .findFirst()
                        .orElse(Double.NaN);
            case Feature.LabelRate(var _, var _, var by, var over) ->
                labels(event, by)
                        .filter(label -> label.at() > event.at() - over.toMillis())
                        .mapToDouble(label -> label.fraud() ? 1 : 0)
                        .average()
                        .orElse(Double.NaN);
            case Feature.LastLabel(var _, var _, var by) ->
                labels(event, by)
                        .filter(label -> label.at() > event.at() - LONGEST)
                        .max(Comparator.comparingLong(Known::at)
                                .thenComparingInt(
                                        label -> EventId.of(label.payment().id())))
                        .map(label -> label.fraud() ? 1.0 : 0.0)
                        .orElse(Double.NaN);
            case Feature.Numeric _, Feature.Categorical _ -> throw new IllegalArgumentException(feature.name());
        };
    }

    /** The entity's events strictly before one. */
    private Stream<Payment> events(Payment event, List<String> by) {
        return sameEntity(came.values(), event, by).filter(other -> other.at() < event.at());
    }

    /** The entity's labels known strictly before an event: those given, and of events without one what silence says. */
    private Stream<Known> labels(Payment event, List<String> by) {
        Stream<Known> silent = sameEntity(came.values(), event, by)
                .filter(other -> !given.containsKey(other.id()))
                .map(other -> new Known(other, other.at() + Payments.WITHIN.toMillis(), false));
        Stream<Known> told = sameEntity(
                        given.values().stream().map(Known::payment).toList(), event, by)
                .map(other -> Objects.requireNonNull(given.get(other.id())));
        return Stream.concat(silent, told).filter(label -> label.at() < event.at());
    }

    private static Stream<Payment> sameEntity(Collection<Payment> payments, Payment event, List<String> by) {
        Optional<List<String>> entity = entity(event, by);
        return payments.stream()
                .filter(_ -> entity.isPresent())
                .filter(other -> entity(other, by).equals(entity));
    }

    private static Comparator<Payment> newestFirst() {
        return Comparator.comparingLong(Payment::at)
                .thenComparingInt(payment -> EventId.of(payment.id()))
                .reversed();
    }

    private static List<Double> withOwn(double own, List<Double> earlier) {
        List<Double> all = new ArrayList<>();
        if (!Double.isNaN(own)) {
            all.add(own);
        }
        all.addAll(earlier);
        return all;
    }

    /** @param values those in the window, newest first */
    private static double aggregate(AggregateFunction function, double own, List<Double> values) {
        double mean = whole(AggregateFunction.MEAN, values);
        double value = switch (function) {
            case COUNT, SUM, MEAN, MIN, MAX, STDDEV -> whole(function, values);
            case FIRST -> values.isEmpty() ? Double.NaN : values.getLast();
            case LAST -> values.isEmpty() ? Double.NaN : values.getFirst();
            case CHANGE -> values.isEmpty() ? Double.NaN : own - values.getFirst();
            case RATIO -> mean == 0 ? Double.NaN : own / mean;
            case ZSCORE -> {
                double deviation = whole(AggregateFunction.STDDEV, values);
                yield values.size() < 2 || deviation == 0 ? Double.NaN : (own - mean) / deviation;
            }
        };
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    private static double whole(AggregateFunction function, List<Double> values) {
        List<BigDecimal> present = values.stream().map(BigDecimal::new).toList();
        BigDecimal count = BigDecimal.valueOf(present.size());
        BigDecimal sum = present.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (function == AggregateFunction.COUNT) {
            return present.size();
        } else if (function == AggregateFunction.SUM) {
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
            case COUNT, SUM, FIRST, LAST, ZSCORE, RATIO, CHANGE -> throw new IllegalStateException();
        };
    }

    private static Optional<List<String>> entity(Payment payment, List<String> by) {
        List<String> values = by.stream()
                .map(field -> field.equals("customerId") ? payment.customer() : payment.terminal())
                .filter(Objects::nonNull)
                .toList();
        return values.size() == by.size() ? Optional.of(values) : Optional.empty();
    }
}
