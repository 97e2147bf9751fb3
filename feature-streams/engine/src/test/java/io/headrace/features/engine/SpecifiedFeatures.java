package io.headrace.features.engine;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.time.PartitionClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;

/** What stateful features mean, written down as plainly as it can be: everything again from the whole history. */
final class SpecifiedFeatures {

    private static final long LONGEST = Duration.ofDays(400).toMillis();

    /** Events that came, by id; a second time changes nothing. */
    private final Map<String, Payment> came = new LinkedHashMap<>();

    /** Labels that were given, by the event's id. */
    private final Map<String, Known> given = new LinkedHashMap<>();

    /** Since when events are known, by id. */
    private final Map<String, Long> since = new HashMap<>();

    /** Events whose label came too late for lifetimes. */
    private final Set<String> silentForLife = new HashSet<>();

    private final List<ReferenceRow> changes = new ArrayList<>();

    /** A label of a payment, and when it became known. */
    record Known(Payment payment, long at, boolean fraud) {}

    /** @param progress how far the stream has come */
    void came(Payment payment, long progress) {
        came.put(payment.id(), payment);
        since.putIfAbsent(payment.id(), Math.max(payment.at(), progress));
    }

    /**
     * @param progress how far the stream has come
     * @param lookBack how long an event is remembered by itself: then silence is its label for life
     */
    void learned(Known label, long progress, long lookBack) {
        Payment payment = label.payment();
        given.put(payment.id(), label);
        if (progress != PartitionClock.UNKNOWN
                && since.getOrDefault(payment.id(), payment.at()) < progress - lookBack) {
            silentForLife.add(payment.id());
        }
    }

    void changed(ReferenceRow row) {
        changes.add(row);
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
                List<Object> earlier = earlier(event, by, operand, window);
                Optional<Object> own = SpecifiedOperands.of(operand, event);
                List<Object> values = newest(
                        window.excludingThis() || function.isComparison() ? earlier : withOwn(own, earlier), window);
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
            case Feature.LabelRate(var _, var ofClass, var by, var extent) ->
                labels(event, by, extent)
                        .filter(label -> isWithin(label.at(), event, extent))
                        .mapToDouble(label -> isOf(label, ofClass.orElse("true")) ? 1 : 0)
                        .average()
                        .orElse(Double.NaN);
            case Feature.LabelCount(var _, var ofClass, var by, var extent) ->
                entity(event, by).isEmpty()
                        ? Double.NaN
                        : (double) labels(event, by, extent)
                                .filter(label -> isWithin(label.at(), event, extent))
                                .filter(label -> ofClass.isEmpty() || isOf(label, ofClass.get()))
                                .count();
            case Feature.TimeSinceLabel(var _, var ofClass, var by) ->
                labels(event, by)
                        .filter(label -> label.at() > event.at() - LONGEST)
                        .filter(label -> ofClass.isEmpty() || isOf(label, ofClass.get()))
                        .mapToLong(Known::at)
                        .max()
                        .stream()
                        .mapToDouble(last -> (event.at() - last) / 1000.0)
                        .findFirst()
                        .orElse(Double.NaN);
            case Feature.LastLabel(var _, var _, var by) ->
                labels(event, by)
                        .filter(label -> label.at() > event.at() - LONGEST)
                        .max(Comparator.comparingLong(Known::at)
                                .thenComparingInt(
                                        label -> EventId.of(label.payment().id())))
                        .map(label -> Boolean.toString(label.fraud()))
                        .orElse("");
            case Feature.Lookup(var _, var _, var reference, var field, var by) ->
                row(reference, entity(event, List.of(by)).map(List::getFirst), event.at())
                        .map(row -> row.get(field))
                        .map(value -> value instanceof Number number ? (Object) number.doubleValue() : value.toString())
                        .orElse(missing(feature));
            case Feature.OfEvent _ -> throw new IllegalArgumentException(feature.name());
        };
    }

    /** The entity's events strictly before one. */
    private Stream<Payment> events(Payment event, List<String> by) {
        return sameEntity(came.values(), event, by).filter(other -> other.at() < event.at());
    }

    /** The entity's labels known strictly before an event: those given, and of events without one what silence says. */
    private Stream<Known> labels(Payment event, List<String> by) {
        return labels(event, by, given.keySet());
    }

    private Stream<Known> labels(Payment event, List<String> by, Extent extent) {
        Set<String> known = new HashSet<>(given.keySet());
        if (extent instanceof Extent.Lifetime) {
            known.removeAll(silentForLife);
        }
        return labels(event, by, known);
    }

    /** @param known events whose given label counts */
    private Stream<Known> labels(Payment event, List<String> by, Set<String> known) {
        Stream<Known> silent = sameEntity(came.values(), event, by)
                .filter(other -> !known.contains(other.id()))
                .map(other -> new Known(other, other.at() + Payments.WITHIN.toMillis(), false));
        Stream<Known> told = sameEntity(
                        given.values().stream().map(Known::payment).toList(), event, by)
                .filter(other -> known.contains(other.id()))
                .map(other -> Objects.requireNonNull(given.get(other.id())));
        return Stream.concat(silent, told).filter(label -> label.at() < event.at());
    }

    /** What a row was just before a millisecond: of those that were so since the same one, what stands last. */
    private Optional<GenericRecord> row(String reference, Optional<String> key, long before) {
        ReferenceRow newest = null;
        for (ReferenceRow row : changes) {
            boolean isMeant =
                    row.reference().equals(reference) && Optional.of(row.key()).equals(key);
            if (isMeant
                    && row.place().time() < before
                    && (newest == null || newest.place().compareTo(row.place()) < 0)) {
                newest = row;
            }
        }
        return Optional.ofNullable(newest).flatMap(ReferenceRow::row);
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
        List<Object> earlier = earlier(event, by, operand, window);
        return newest(
                window.excludingThis() || entity(event, by).isEmpty()
                        ? earlier
                        : withOwn(SpecifiedOperands.of(operand, event), earlier),
                window);
    }

    /** Those of earlier events within the time that a window may see, newest first. */
    private List<Object> earlier(Payment event, List<String> by, Feature.Operand operand, Feature.Window window) {
        return events(event, by)
                .filter(other -> isWithin(other.at(), event, window.extent()))
                .sorted(newestFirst())
                .flatMap(other -> SpecifiedOperands.of(operand, other).stream())
                .toList();
    }

    private static boolean isWithin(long at, Payment event, Extent extent) {
        return extent instanceof Extent.Lifetime
                || at > event.at() - extent.over().toMillis();
    }

    private static List<Object> newest(List<Object> values, Feature.Window window) {
        return window.extent() instanceof Extent.Events events
                ? values.stream().limit(events.most()).toList()
                : values;
    }

    private static boolean isOf(Known label, String fraud) {
        return Boolean.toString(label.fraud()).equals(fraud);
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
