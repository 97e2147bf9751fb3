package io.headrace.features.engine;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What stateful features mean, written down as plainly as it can be: everything again from the whole history. */
final class SpecifiedFeatures {

    /** A label of a payment, and when it became known. */
    record Known(Payment payment, long at, boolean fraud) {}

    private SpecifiedFeatures() {}

    static double value(Feature feature, Payment event, List<Payment> earlier, List<Known> labels) {
        return switch (feature) {
            case Feature.WindowedAggregate(var _, var function, var operand, var by, var over) -> {
                if (entity(event, by).isEmpty()) {
                    yield Double.NaN;
                }
                List<Payment> window = Stream.concat(earlier.stream(), Stream.of(event))
                        .filter(other -> entity(other, by).equals(entity(event, by)))
                        .filter(other -> other.at() <= event.at() && other.at() > event.at() - over.toMillis())
                        .sorted(newestFirst())
                        .toList();
                yield aggregate(function, window.stream().mapToDouble(operand(operand)));
            }
            case Feature.TimeSinceLast(var _, var by) ->
                entity(event, by).isEmpty()
                        ? Double.NaN
                        : earlier.stream()
                                .filter(other -> entity(other, by).equals(entity(event, by)))
                                .filter(other -> other.at() <= event.at())
                                .mapToLong(Payment::at)
                                .max()
                                .stream()
                                .mapToDouble(last -> (event.at() - last) / 1000.0)
                                .findFirst()
                                .orElse(Double.NaN);
            case Feature.LabelRate(var _, var _, var by, var over) ->
                entity(event, by).isEmpty()
                        ? Double.NaN
                        : aggregate(
                                AggregateFunction.MEAN,
                                labels.stream()
                                        .filter(label ->
                                                entity(label.payment(), by).equals(entity(event, by)))
                                        .filter(label ->
                                                label.at() < event.at() && label.at() > event.at() - over.toMillis())
                                        .mapToDouble(label -> label.fraud() ? 1 : 0));
            case Feature.Numeric _, Feature.Categorical _, Feature.LastLabel _ ->
                throw new IllegalArgumentException(feature.name());
        };
    }

    private static Comparator<Payment> newestFirst() {
        return Comparator.comparingLong(Payment::at)
                .thenComparingLong(payment -> EventId.hash(payment.id()))
                .reversed();
    }

    private static ToDoubleFunction<Payment> operand(String cel) {
        return payment -> {
            double amount = payment.amount() == null ? Double.NaN : payment.amount();
            return switch (cel) {
                case "1" -> 1;
                case "amount" -> amount;
                case "amount * amount" -> amount * amount;
                default -> throw new IllegalArgumentException(cel);
            };
        };
    }

    private static double aggregate(AggregateFunction function, DoubleStream operands) {
        double[] present = operands.filter(value -> !Double.isNaN(value)).toArray();
        double sum = 0;
        for (double value : present) {
            sum += value;
        }
        if (function == AggregateFunction.COUNT) {
            return present.length;
        } else if (function == AggregateFunction.SUM) {
            return sum;
        } else if (present.length == 0) {
            return Double.NaN;
        }
        double first = present[0];
        boolean allEqual = DoubleStream.of(present).allMatch(value -> value == first);
        double mean = allEqual ? first : sum / present.length;
        double squares = 0;
        for (double value : present) {
            squares += (value - mean) * (value - mean);
        }
        return switch (function) {
            case MEAN -> mean;
            case MIN -> DoubleStream.of(present).min().orElseThrow();
            case MAX -> DoubleStream.of(present).max().orElseThrow();
            case STDDEV -> Math.sqrt(squares / present.length);
            case COUNT, SUM -> throw new IllegalStateException();
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
