package io.headrace.features.engine;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/** What stateful features mean, written down as plainly as it can be: everything again from the whole history. */
final class SpecifiedFeatures {

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

    /** A number or a text; NaN and the empty text where it is missing. */
    Object value(Feature feature, Payment event) {
        return switch (feature) {
            case Feature.WindowedAggregate aggregate -> {
                AggregateFunction function = aggregate.function();
                Feature.Operand operand = aggregate.operand();
                List<String> by = aggregate.by();
                Feature.Window window = aggregate.window();
                if (entity(event, by).isEmpty()) {
                    yield missing(feature);
                }
                List<Object> earlier = events(event, by)
                        .filter(other -> other.at() > event.at() - window.over().toMillis())
                        .sorted(newestFirst())
                        .flatMap(other -> SpecifiedOperands.of(operand, other).stream())
                        .toList();
                Optional<Object> own = SpecifiedOperands.of(operand, event);
                List<Object> values =
                        window.excludingThis() || function.isComparison() ? earlier : withOwn(own, earlier);
                yield SpecifiedAggregates.value(aggregate, own, values).orElse(missing(feature));
            }
            case Feature.Quantile quantile ->
                SpecifiedKinds.quantile(
                        quantile.at(), values(event, quantile.by(), quantile.operand(), quantile.window()));
            case Feature.Decayed decayed -> decayed(decayed, event, number -> number);
            case Feature.Streak streak ->
                entity(event, streak.by()).isEmpty()
                        ? Double.NaN
                        : SpecifiedKinds.streak(values(event, streak.by(), streak.condition(), streak.window()));
            case Feature.Session(var _, var measure, var by, var gap) ->
                entity(event, by).isEmpty()
                        ? Double.NaN
                        : SpecifiedKinds.session(
                                measure,
                                gap.toMillis(),
                                event.at(),
                                events(event, by)
                                        .map(Payment::at)
                                        .filter(at -> at > event.at() - LONGEST)
                                        .sorted(Comparator.reverseOrder())
                                        .toList());
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
                        .map(label -> Boolean.toString(label.fraud()))
                        .orElse("");
            case Feature.OfEvent _ -> throw new IllegalArgumentException(feature.name());
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

    /** The same without the signs of what events bring, to which its error is relative. */
    double magnitude(Feature.Decayed feature, Payment event) {
        return decayed(feature, event, Math::abs);
    }

    private double decayed(Feature.Decayed feature, Payment event, DoubleUnaryOperator taken) {
        if (entity(event, feature.by()).isEmpty()) {
            return Double.NaN;
        }
        long over = feature.halfLife().toMillis() * 40;
        List<Payment> counted = new ArrayList<>(events(event, feature.by())
                .filter(other -> other.at() > event.at() - over)
                .toList());
        if (!feature.excludingThis()) {
            counted.add(event);
        }
        double weights = 0;
        double sum = 0;
        for (Payment other : counted) {
            Optional<Object> value = SpecifiedOperands.of(feature.operand(), other);
            double age = event.at() - other.at();
            double weight = Math.pow(0.5, age / feature.halfLife().toMillis());
            weights += value.isPresent() ? weight : 0;
            sum += value.map(number -> taken.applyAsDouble((Double) number) * weight)
                    .orElse(0.0);
        }
        return switch (feature.function()) {
            case COUNT -> weights;
            case SUM -> sum;
            case MEAN -> weights == 0 ? Double.NaN : sum / weights;
        };
    }

    /** The operands in a window, newest first. */
    private List<Object> values(Payment event, List<String> by, Feature.Operand operand, Feature.Window window) {
        List<Object> earlier = events(event, by)
                .filter(other -> other.at() > event.at() - window.over().toMillis())
                .sorted(newestFirst())
                .flatMap(other -> SpecifiedOperands.of(operand, other).stream())
                .toList();
        return window.excludingThis() || entity(event, by).isEmpty()
                ? earlier
                : withOwn(SpecifiedOperands.of(operand, event), earlier);
    }

    private static Object missing(Feature feature) {
        return feature.kind() == FeatureKind.CATEGORICAL ? "" : Double.NaN;
    }

    private static List<Object> withOwn(Optional<Object> own, List<Object> earlier) {
        List<Object> all = new ArrayList<>(own.stream().toList());
        all.addAll(earlier);
        return all;
    }

    private static Optional<List<String>> entity(Payment payment, List<String> by) {
        List<String> values = by.stream()
                .map(field -> field.equals("customerId") ? payment.customer() : payment.terminal())
                .filter(Objects::nonNull)
                .toList();
        return values.size() == by.size() ? Optional.of(values) : Optional.empty();
    }
}
