package io.headrace.features.engine;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.apache.avro.generic.GenericRecord;

/** What stateful features mean, written down as plainly as it can be: everything again from the whole history, for each event. */
final class SpecifiedFeatures {

    private static final long LONGEST = Duration.ofDays(400).toMillis();

    private final SpecifiedPast past = new SpecifiedPast();

    private final SpecifiedLabels labels = new SpecifiedLabels(past);
    private final List<ReferenceRow> changes = new ArrayList<>();

    /** A label of a payment, and when it became known. */
    record Known(Payment payment, long at, boolean fraud) {}

    /** @param progress how far the stream has come */
    void came(Payment payment, long progress) {
        past.came(payment);
        labels.came(payment, progress);
    }

    /**
     * @param progress how far the stream has come
     * @param lookBack how long an event is remembered by itself: then silence is its label for life
     */
    void learned(Known label, long progress, long lookBack) {
        labels.learned(label, progress, lookBack);
    }

    void changed(ReferenceRow row) {
        changes.add(row);
    }

    /** A number or a text; NaN and the empty text where it is missing. */
    Object value(Feature feature, Payment event) {
        return switch (feature) {
            case Feature.WindowedAggregate aggregate -> {
                Feature.Operand operand = aggregate.operand();
                List<String> by = aggregate.by();
                if (SpecifiedPast.entity(event, by).isEmpty()) {
                    yield missing(feature);
                }
                Feature.Window window = aggregate.function().isComparison()
                        ? new Feature.Window(aggregate.window().extent(), true)
                        : aggregate.window();
                Optional<Object> own = SpecifiedOperands.of(operand, event);
                SpecifiedValues values = past.values(event, by, operand, window);
                yield SpecifiedAggregates.value(aggregate, own, values).orElse(missing(feature));
            }
            case Feature.Quantile quantile ->
                SpecifiedKinds.quantile(
                        quantile.at(),
                        past.values(event, quantile.by(), quantile.operand(), quantile.window())
                                .newestFirst());
            case Feature.Decayed decayed -> decayed(decayed, event, number -> number);
            case Feature.Streak streak ->
                SpecifiedPast.entity(event, streak.by()).isEmpty()
                        ? Double.NaN
                        : SpecifiedKinds.streak(past.values(event, streak.by(), streak.condition(), streak.window())
                                .newestFirst());
            case Feature.Session(var _, var measure, var by, var gap) ->
                SpecifiedPast.entity(event, by).isEmpty()
                        ? Double.NaN
                        : SpecifiedKinds.session(
                                measure,
                                gap.toMillis(),
                                event.at(),
                                past.before(event, by).stream()
                                        .map(Payment::at)
                                        .filter(at -> at > event.at() - LONGEST)
                                        .toList());
            case Feature.TimeSinceLast(var _, var by, var _) ->
                past.before(event, by).stream()
                        .mapToLong(Payment::at)
                        .filter(at -> at > event.at() - LONGEST)
                        .max()
                        .stream()
                        .mapToDouble(last -> (event.at() - last) / 1000.0)
                        .findFirst()
                        .orElse(Double.NaN);
            case Feature.LabelRate(var _, var ofClass, var by, var extent) ->
                labels.before(event, by, extent).stream()
                        .mapToDouble(label -> isOf(label, ofClass.orElse("true")) ? 1 : 0)
                        .average()
                        .orElse(Double.NaN);
            case Feature.LabelCount(var _, var ofClass, var by, var extent) ->
                SpecifiedPast.entity(event, by).isEmpty()
                        ? Double.NaN
                        : (double) labels.before(event, by, extent).stream()
                                .filter(label -> ofClass.isEmpty() || isOf(label, ofClass.get()))
                                .count();
            case Feature.TimeSinceLabel(var _, var ofClass, var by) ->
                labels.before(event, by, new Extent.Time(Extent.LONGEST)).stream()
                        .filter(label -> ofClass.isEmpty() || isOf(label, ofClass.get()))
                        .mapToLong(Known::at)
                        .max()
                        .stream()
                        .mapToDouble(last -> (event.at() - last) / 1000.0)
                        .findFirst()
                        .orElse(Double.NaN);
            case Feature.LastLabel(var _, var _, var by) ->
                labels.before(event, by, new Extent.Time(Extent.LONGEST)).stream()
                        .max(Comparator.comparingLong(Known::at)
                                .thenComparingInt(
                                        label -> EventId.of(label.payment().id())))
                        .map(label -> Boolean.toString(label.fraud()))
                        .orElse("");
            case Feature.Lookup(var _, var _, var reference, var field, var by) ->
                row(reference, SpecifiedPast.entity(event, List.of(by)).map(List::getFirst), event.at())
                        .map(row -> row.get(field))
                        .map(value -> value instanceof Number number ? (Object) number.doubleValue() : value.toString())
                        .orElse(missing(feature));
            case Feature.OfEvent _ -> throw new IllegalArgumentException(feature.name());
        };
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

    /** The same without the signs of what events bring, to which its error is relative. */
    double magnitude(Feature.Decayed feature, Payment event) {
        return decayed(feature, event, Math::abs);
    }

    private double decayed(Feature.Decayed feature, Payment event, DoubleUnaryOperator taken) {
        if (SpecifiedPast.entity(event, feature.by()).isEmpty()) {
            return Double.NaN;
        }
        long over = feature.halfLife().toMillis() * 40;
        List<Payment> counted = new ArrayList<>(past.before(event, feature.by()).stream()
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

    private static boolean isOf(Known label, String fraud) {
        return Boolean.toString(label.fraud()).equals(fraud);
    }

    private static Object missing(Feature feature) {
        return feature.kind() == FeatureKind.CATEGORICAL ? "" : Double.NaN;
    }
}
