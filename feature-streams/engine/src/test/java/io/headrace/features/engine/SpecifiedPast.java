package io.headrace.features.engine;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The events that came, and what windows have of them: looked up in the whole history, but once for all features that ask for the same of one
 * event.
 */
final class SpecifiedPast {

    /** By id; a second time changes nothing. */
    private final Map<String, Payment> came = new LinkedHashMap<>();

    /** What has been looked up for the event that was asked for last. */
    private final Map<List<String>, List<Payment>> events = new HashMap<>();

    private final Map<Source, List<Brought>> brought = new HashMap<>();
    private final Map<Asked, SpecifiedValues> values = new HashMap<>();
    private Optional<Payment> asked = Optional.empty();

    private record Source(List<String> by, Feature.Operand operand) {}

    private record Asked(Source source, Feature.Window window) {}

    /** What an event brings to an operand. */
    private record Brought(long at, Object value) {}

    void came(Payment payment) {
        came.put(payment.id(), payment);
        clear();
    }

    private void clear() {
        events.clear();
        brought.clear();
        values.clear();
        asked = Optional.empty();
    }

    private void ask(Payment event) {
        if (!asked.equals(Optional.of(event))) {
            clear();
            asked = Optional.of(event);
        }
    }

    /** The entity's events, whenever they were. */
    Stream<Payment> all(Payment event, List<String> by) {
        return sameEntity(came.values(), event, by);
    }

    /** The entity's events strictly before one, newest first. */
    List<Payment> before(Payment event, List<String> by) {
        ask(event);
        return events.computeIfAbsent(
                by,
                _ -> all(event, by)
                        .filter(other -> other.at() < event.at())
                        .sorted(newestFirst())
                        .toList());
    }

    /** The operands in a window. */
    SpecifiedValues values(Payment event, List<String> by, Feature.Operand operand, Feature.Window window) {
        ask(event);
        Asked question = new Asked(new Source(by, operand), window);
        return values.computeIfAbsent(question, _ -> new SpecifiedValues(find(event, question)));
    }

    private List<Object> find(Payment event, Asked question) {
        Source source = question.source();
        Extent extent = question.window().extent();
        List<Object> all = new ArrayList<>();
        if (!question.window().excludingThis() && entity(event, source.by()).isPresent()) {
            SpecifiedOperands.of(source.operand(), event).ifPresent(all::add);
        }
        earlier(event, source).stream()
                .filter(other -> isWithin(other.at(), event, extent))
                .map(Brought::value)
                .forEach(all::add);
        return extent instanceof Extent.Events events
                ? all.stream().limit(events.most()).toList()
                : all;
    }

    private List<Brought> earlier(Payment event, Source source) {
        return brought.computeIfAbsent(
                source,
                _ -> before(event, source.by()).stream()
                        .flatMap(other ->
                                SpecifiedOperands.of(source.operand(), other)
                                        .map(value -> new Brought(other.at(), value))
                                        .stream())
                        .toList());
    }

    static boolean isWithin(long at, Payment event, Extent extent) {
        return extent instanceof Extent.Lifetime
                || at > event.at() - extent.over().toMillis();
    }

    static Stream<Payment> sameEntity(Collection<Payment> payments, Payment event, List<String> by) {
        Optional<List<String>> entity = entity(event, by);
        return payments.stream()
                .filter(_ -> entity.isPresent())
                .filter(other -> entity(other, by).equals(entity));
    }

    static Optional<List<String>> entity(Payment payment, List<String> by) {
        List<String> values = by.stream()
                .map(field -> field.equals("customerId") ? payment.customer() : payment.terminal())
                .filter(Objects::nonNull)
                .toList();
        return values.size() == by.size() ? Optional.of(values) : Optional.empty();
    }

    static Comparator<Payment> newestFirst() {
        return Comparator.comparingLong(Payment::at)
                .thenComparingInt(payment -> EventId.of(payment.id()))
                .reversed();
    }
}
