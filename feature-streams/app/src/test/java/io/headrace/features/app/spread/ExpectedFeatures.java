package io.headrace.features.app.spread;

import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.schemas.feature.Label;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a random definition's features mean, read off a whole stream with nothing but loops. */
final class ExpectedFeatures {

    private final RandomDefinition definition;
    private final RandomStream stream;
    private final List<RandomStream.Event> events;
    private final ExpectedAggregates aggregates;
    private final Map<String, GivenLabel> labels = new HashMap<>();

    ExpectedFeatures(RandomDefinition definition, RandomStream stream) {
        this.definition = definition;
        this.stream = stream;
        this.events = stream.events();
        this.aggregates = new ExpectedAggregates(stream);
        stream.labels().forEach(label -> labels.put(label.eventId(), label));
    }

    RandomDefinition definition() {
        return definition;
    }

    ExpectedAggregates aggregates() {
        return aggregates;
    }

    /** The values that a feature may have where everything is known: one, or the last labels of one moment. */
    Set<Object> values(RandomFeature feature, RandomStream.Event event) {
        return switch (feature.kind()) {
            case NUMBER -> Set.of(feature.operand(event));
            case CATEGORY -> Set.of(feature.category(event));
            case RATE -> Set.of(rate(feature, event));
            case LAST -> last(feature, event, Long.MIN_VALUE);
            case LOOKUP -> Set.of(stream.score(feature.operand(), event));
            case RATIO -> throw new IllegalArgumentException("follows from the row");
            default -> aggregates.values(feature, event);
        };
    }

    /** The last labels of one moment, where they are of events after a time. */
    Optional<Set<Object>> lastOfLater(RandomFeature feature, RandomStream.Event event, long after) {
        Set<Object> found = last(feature, event, after);
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** When an event's label became known; empty where it never does. */
    private Optional<Long> knownAt(RandomStream.Event event) {
        return given(event)
                .map(given -> Math.max(given.labelledAt(), event.at()))
                .or(() -> definition.silence() ? Optional.of(event.at() + definition.within()) : Optional.empty());
    }

    /** The label that counts for an event by the rules of this definition. */
    Optional<GivenLabel> given(RandomStream.Event event) {
        return Optional.ofNullable(labels.get(event.id()))
                .filter(given -> given.labelledAt() - event.at() <= definition.within());
    }

    String label(RandomStream.Event event) {
        return given(event)
                .map(given -> ((Label.Category) given.label()).name())
                .orElse("false");
    }

    private double rate(RandomFeature feature, RandomStream.Event event) {
        int known = 0;
        int positive = 0;
        for (RandomStream.Event other : events) {
            if (feature.past().isOfOneEntity(event, other)) {
                long at = knownAt(other).orElse(Long.MAX_VALUE);
                if (at < event.at() && at > event.at() - feature.past().window().lookBack()) {
                    known++;
                    positive += label(other).equals("true") ? 1 : 0;
                }
            }
        }
        return known == 0 ? Double.NaN : (double) positive / known;
    }

    /** @return nothing where one is of an event up to that time */
    private Set<Object> last(RandomFeature feature, RandomStream.Event event, long after) {
        long latest = Long.MIN_VALUE;
        Set<Object> found = new HashSet<>();
        boolean ofLater = true;
        for (RandomStream.Event other : events) {
            long at =
                    feature.past().isOfOneEntity(event, other) ? knownAt(other).orElse(Long.MAX_VALUE) : Long.MAX_VALUE;
            if (at < event.at() && at >= latest) {
                if (at > latest) {
                    found.clear();
                    ofLater = true;
                }
                latest = at;
                // A label read before, when nobody learned from it, is not known: its event counts as silent.
                ofLater &= other.at() > after && (!definition.silence() || at > after + definition.within());
                found.add(label(other));
            }
        }
        if (found.isEmpty()) {
            found.add("");
        }
        return ofLater ? found : Set.of();
    }
}
