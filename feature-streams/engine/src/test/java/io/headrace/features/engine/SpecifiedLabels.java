package io.headrace.features.engine;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.features.engine.SpecifiedFeatures.Known;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.time.PartitionClock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The labels that came, and what silence says: looked up among all of them, but once for all features that ask for the same of one event. */
final class SpecifiedLabels {

    private final SpecifiedPast past;

    /** Those that were given, by the event's id. */
    private final Map<String, Known> given = new LinkedHashMap<>();

    /** Since when events are known, by id. */
    private final Map<String, Long> since = new HashMap<>();

    /** Events whose label came too late for lifetimes. */
    private final Set<String> silentForLife = new HashSet<>();

    /** What has been looked up for the event that was asked for last. */
    private final Map<Source, List<Known>> everyOne = new HashMap<>();

    private final Map<Window, List<Known>> windows = new HashMap<>();
    private Optional<Payment> asked = Optional.empty();

    private record Source(List<String> by, boolean forLife) {}

    private record Window(List<String> by, Extent extent) {}

    SpecifiedLabels(SpecifiedPast past) {
        this.past = past;
    }

    /** @param progress how far the stream has come */
    void came(Payment payment, long progress) {
        since.putIfAbsent(payment.id(), Math.max(payment.at(), progress));
        clear();
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
        clear();
    }

    private void clear() {
        everyOne.clear();
        windows.clear();
        asked = Optional.empty();
    }

    private void ask(Payment event) {
        if (!asked.equals(Optional.of(event))) {
            clear();
            asked = Optional.of(event);
        }
    }

    /** The entity's labels in a window that became known strictly before an event. */
    List<Known> before(Payment event, List<String> by, Extent extent) {
        ask(event);
        return windows.computeIfAbsent(new Window(by, extent), _ -> find(event, by, extent));
    }

    private List<Known> find(Payment event, List<String> by, Extent extent) {
        Stream<Known> all = all(event, new Source(by, extent instanceof Extent.Lifetime)).stream();
        Stream<Known> inWindow = extent instanceof Extent.Events events
                ? all.filter(label -> label.payment().at() < event.at())
                        .filter(label -> SpecifiedPast.isWithin(label.payment().at(), event, extent))
                        .sorted(Comparator.comparing(Known::payment, SpecifiedPast.newestFirst()))
                        .limit(events.most())
                : all.filter(label -> SpecifiedPast.isWithin(label.at(), event, extent));
        return inWindow.filter(label -> label.at() < event.at()).toList();
    }

    /** Those of the entity, known yet or not: of each event that came or of which a label did. */
    private List<Known> all(Payment event, Source source) {
        return everyOne.computeIfAbsent(source, _ -> {
            Set<String> told = new HashSet<>(given.keySet());
            if (source.forLife()) {
                told.removeAll(silentForLife);
            }
            Stream<Known> silent = past.all(event, source.by())
                    .filter(other -> !told.contains(other.id()))
                    .map(other -> new Known(other, other.at() + Payments.WITHIN.toMillis(), false));
            Stream<Known> spoken = SpecifiedPast.sameEntity(
                            given.values().stream().map(Known::payment).toList(), event, source.by())
                    .filter(other -> told.contains(other.id()))
                    .map(other -> Objects.requireNonNull(given.get(other.id())));
            return Stream.concat(silent, spoken).toList();
        });
    }
}
