package io.headrace.features.app.spread;

import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.schemas.feature.Label;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a random definition's features mean, read off a whole stream with nothing but loops. */
final class ExpectedFeatures {

    private final RandomDefinition definition;
    private final RandomStream stream;
    private final List<RandomStream.Event> events;
    private final List<RandomStream.Event> logins;
    private final Map<String, GivenLabel> labels = new HashMap<>();

    ExpectedFeatures(RandomDefinition definition, RandomStream stream) {
        this.definition = definition;
        this.stream = stream;
        this.events = stream.events();
        this.logins = stream.logins().stream().map(Login::counted).toList();
        stream.labels().forEach(label -> labels.put(label.eventId(), label));
    }

    RandomDefinition definition() {
        return definition;
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
            default -> Set.of(value(feature, event, earlier(feature, event)));
        };
    }

    /**
     * What is known for sure, and what is for sure not.
     *
     * @param from no event before it is known
     * @param upTo every event after it is
     */
    record Known(long from, long upTo) {

        long before() {
            return from == Long.MIN_VALUE ? from : from - 1;
        }
    }

    /** Whether one of the values fits that it may have where some of the events up to a time, the earliest, are not known. */
    boolean mayBeCold(RandomFeature feature, RandomStream.Event event, Known known, Predicate<Object> fits) {
        List<RandomStream.Event> whole = earlier(feature, event).stream()
                .filter(other -> other.at() >= known.from())
                .toList();
        if (fits.test(value(feature, event, whole))) {
            return true;
        }
        for (int from = 0; from < whole.size() && whole.get(from).at() <= known.upTo(); ) {
            long time = whole.get(from).at();
            int to = from;
            while (to < whole.size() && whole.get(to).at() == time) {
                to++;
            }
            List<RandomStream.Event> later = whole.subList(to, whole.size());
            for (int kept = 0; kept < 1 << (to - from); kept++) {
                List<RandomStream.Event> some = new ArrayList<>(later);
                for (int i = from; i < to; i++) {
                    if ((kept & 1 << (i - from)) != 0) {
                        some.add(whole.get(i));
                    }
                }
                if (fits.test(value(feature, event, some))) {
                    return true;
                }
            }
            from = to;
        }
        return false;
    }

    /** An aggregate's or a pause's value, of the event and those after a time alone. */
    Object valueOfLater(RandomFeature feature, RandomStream.Event event, long after) {
        return value(
                feature,
                event,
                earlier(feature, event).stream()
                        .filter(other -> other.at() > after)
                        .toList());
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
            if (feature.isOfOneEntity(event, other)) {
                long at = knownAt(other).orElse(Long.MAX_VALUE);
                if (at < event.at() && at > event.at() - feature.past().over()) {
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
            long at = feature.isOfOneEntity(event, other) ? knownAt(other).orElse(Long.MAX_VALUE) : Long.MAX_VALUE;
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

    /** Of what the feature counts: of the entity, before the event and in its window, the earliest first. */
    private List<RandomStream.Event> earlier(RandomFeature feature, RandomStream.Event event) {
        long from = feature.past().over() == 0
                ? Long.MIN_VALUE
                : event.at() - feature.past().over();
        List<RandomStream.Event> found = new ArrayList<>();
        for (RandomStream.Event other : feature.isOfLogins() ? logins : events) {
            if (other.at() < event.at() && other.at() > from && feature.isOfOneEntity(event, other)) {
                found.add(other);
            }
        }
        found.sort(Comparator.comparingLong(RandomStream.Event::at));
        return found;
    }

    private static Object value(
            RandomFeature feature, RandomStream.Event event, Collection<RandomStream.Event> earlier) {
        if (feature.kind() == RandomFeature.Kind.PAUSE) {
            long last = Long.MIN_VALUE;
            for (RandomStream.Event other : earlier) {
                last = Math.max(last, other.at());
            }
            return last == Long.MIN_VALUE ? Double.NaN : (event.at() - last) / 1000.0;
        }
        if (feature.kind() == RandomFeature.Kind.MODE) {
            return mode(feature, event, earlier);
        }
        List<Double> numbers = new ArrayList<>();
        if (!feature.isOfLogins()) {
            numbers.add(feature.operand(event));
        }
        earlier.forEach(other -> numbers.add(feature.operand(other)));
        numbers.removeIf(number -> number.isNaN());
        return aggregate(feature.kind(), numbers);
    }

    /** Those of the event and of the earlier ones. */
    Set<Object> categories(RandomFeature feature, RandomStream.Event event) {
        Set<Object> found = new HashSet<>(Set.of(feature.category(event)));
        earlier(feature, event).forEach(other -> found.add(feature.category(other)));
        return found;
    }

    private static String mode(
            RandomFeature feature, RandomStream.Event event, Collection<RandomStream.Event> earlier) {
        SortedMap<String, Integer> counts = new TreeMap<>(Map.of(feature.category(event), 1));
        earlier.forEach(other -> counts.merge(feature.category(other), 1, Integer::sum));
        int most = Collections.max(counts.values());
        return counts.keySet().stream()
                .filter(text -> counts.getOrDefault(text, 0) == most)
                .findFirst()
                .orElseThrow();
    }

    private static double aggregate(RandomFeature.Kind kind, List<Double> numbers) {
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (double number : numbers) {
            sum += number;
            least = Math.min(least, number);
            greatest = Math.max(greatest, number);
        }
        boolean none = numbers.isEmpty();
        double mean = sum / numbers.size();
        return switch (kind) {
            case ALL, COUNT -> numbers.size();
            case SUM -> sum;
            case MEAN -> none ? Double.NaN : mean;
            case MIN -> none ? Double.NaN : least;
            case MAX -> none ? Double.NaN : greatest;
            case STDDEV -> {
                double squares = 0;
                for (double number : numbers) {
                    squares += (number - mean) * (number - mean);
                }
                yield none ? Double.NaN : Math.sqrt(squares / numbers.size());
            }
            default -> throw new IllegalArgumentException(kind + " is not an aggregate");
        };
    }
}
