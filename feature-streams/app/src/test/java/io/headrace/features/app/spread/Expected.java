package io.headrace.features.app.spread;

import static io.headrace.features.app.Payments.DAY;

import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.schemas.feature.Label;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the demo's definition means, read off a whole stream with nothing but loops: windows before the event's own millisecond
 * and the event itself; labels known before it, within eight days, or the silence after that.
 */
final class Expected {

    private static final long WITHIN = 8 * DAY;

    private final List<RandomStream.Event> events;
    private final Map<String, GivenLabel> labels = new HashMap<>();

    Expected(RandomStream stream) {
        events = stream.events();
        stream.labels().forEach(label -> labels.putIfAbsent(label.eventId(), label));
    }

    /** Values by feature. */
    Map<String, Double> of(RandomStream.Event event) {
        Map<String, Double> values = new HashMap<>();
        values.put("customer_payments_P1D", (double)
                window(event, RandomStream.Event::customer, DAY).size());
        values.put("customer_payments_P7D", (double)
                window(event, RandomStream.Event::customer, 7 * DAY).size());
        values.put("terminal_payments_P1D", (double)
                window(event, RandomStream.Event::terminal, DAY).size());
        values.put("terminal_payments_P7D", (double)
                window(event, RandomStream.Event::terminal, 7 * DAY).size());
        values.put("customer_amount_P1D", mean(window(event, RandomStream.Event::customer, DAY)));
        values.put("customer_amount_P7D", mean(window(event, RandomStream.Event::customer, 7 * DAY)));
        values.put("customer_pause", pause(event));
        values.put("terminal_risk", risk(event));
        return values;
    }

    /** The label that an event's example has, as text; the negative class where there was silence. */
    String label(RandomStream.Event event) {
        return inTime(event).map(GivenLabel::label).map(Expected::name).orElse("false");
    }

    boolean isGiven(RandomStream.Event event) {
        return inTime(event).isPresent();
    }

    private List<RandomStream.Event> window(
            RandomStream.Event event, Function<RandomStream.Event, String> key, long over) {
        return Stream.concat(
                        Stream.of(event),
                        events.stream()
                                .filter(other -> key.apply(other).equals(key.apply(event)))
                                .filter(other -> other.at() < event.at() && other.at() > event.at() - over))
                .toList();
    }

    private static double mean(List<RandomStream.Event> window) {
        return window.stream().mapToDouble(RandomStream.Event::amount).sum() / window.size();
    }

    private double pause(RandomStream.Event event) {
        return events.stream()
                .filter(other -> other.customer().equals(event.customer()) && other.at() < event.at())
                .mapToLong(RandomStream.Event::at)
                .max()
                .stream()
                .mapToDouble(previous -> (event.at() - previous) / 1000.0)
                .findFirst()
                .orElse(Double.NaN);
    }

    private double risk(RandomStream.Event event) {
        List<Double> known = events.stream()
                .filter(other -> other.terminal().equals(event.terminal()))
                .filter(other -> knownAt(other) < event.at() && knownAt(other) > event.at() - 7 * DAY)
                .map(other -> label(other).equals("true") ? 1.0 : 0.0)
                .toList();
        return known.isEmpty()
                ? Double.NaN
                : known.stream().mapToDouble(Double::doubleValue).sum() / known.size();
    }

    private long knownAt(RandomStream.Event event) {
        return inTime(event)
                .map(given -> Math.max(given.labelledAt(), event.at()))
                .orElse(event.at() + WITHIN);
    }

    private Optional<GivenLabel> inTime(RandomStream.Event event) {
        return Optional.ofNullable(labels.get(event.id())).filter(given -> given.labelledAt() - event.at() <= WITHIN);
    }

    private static String name(Label label) {
        return ((Label.Category) label).name();
    }
}
