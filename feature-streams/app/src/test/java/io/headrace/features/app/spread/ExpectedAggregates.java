package io.headrace.features.app.spread;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What aggregates and pauses mean, read off all events with nothing but loops; and what they may be where some of them are not known. */
final class ExpectedAggregates {

    /** For what is rounded. */
    private static final double LITTLE = 1e-6;

    private final List<RandomStream.Event> events;
    private final List<RandomStream.Event> logins;

    ExpectedAggregates(RandomStream stream) {
        this.events = stream.events();
        this.logins = stream.logins().stream().map(Login::counted).toList();
    }

    /**
     * What is known for sure, and what is for sure not.
     *
     * @param from no event before it is known
     * @param upTo every event after it is
     */
    record Known(long from, long upTo) {}

    /** The values that a feature may have where everything is known: one, or those of events of one time of which not all are among the newest. */
    Set<Object> values(RandomFeature feature, RandomStream.Event event) {
        return values(feature, event, earlier(feature, event));
    }

    /** Whether one of the values fits that it may have where some of the events up to a time, the earliest, are not known. */
    boolean mayBeCold(RandomFeature feature, RandomStream.Event event, Known known, Predicate<Object> fits) {
        List<RandomStream.Event> whole = since(known.from(), earlier(feature, event));
        if (values(feature, event, whole).stream().anyMatch(fits)) {
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
                List<RandomStream.Event> some = new ArrayList<>();
                for (int i = from; i < to; i++) {
                    if ((kept & 1 << (i - from)) != 0) {
                        some.add(whole.get(i));
                    }
                }
                some.addAll(later);
                if (values(feature, event, some).stream().anyMatch(fits)) {
                    return true;
                }
            }
            from = to;
        }
        return false;
    }

    /** Whether a value lies where it must, if all events after a time are known, and of the others any. */
    boolean mayBePart(RandomFeature feature, RandomStream.Event event, Known known, Object found) {
        List<RandomStream.Event> most = since(known.from(), earlier(feature, event));
        List<RandomStream.Event> least =
                most.stream().filter(other -> other.at() > known.upTo()).toList();
        if (feature.kind() == RandomFeature.Kind.MODE) {
            return found.equals("")
                    ? value(feature, event, least).equals("")
                    : categories(feature, event, most).contains(found);
        }
        double value = (Double) found;
        if (Double.isNaN(value)) {
            return value(feature, event, least).equals(Double.NaN);
        }
        return switch (feature.kind()) {
            case PAUSE ->
                most.stream().anyMatch(other -> (event.at() - other.at()) / 1000.0 == value)
                        && !(pause(event, least) < value);
            // Where those that are known are fewer than a window takes, older ones may be among them.
            case ALL, COUNT, SUM, DISTINCT, DECAYED ->
                values(feature, event, least).stream().anyMatch(one -> value >= (Double) one - LITTLE)
                        && value <= (Double) value(feature, event, most) + LITTLE
                        && isOfSoMany(feature, value);
            default -> isOf(feature.kind(), numbers(feature, event, least), numbers(feature, event, most), value);
        };
    }

    /** Whether it may be the aggregate of some numbers, one at least, among which the least are. */
    private static boolean isOf(RandomFeature.Kind kind, List<Double> least, List<Double> most, double value) {
        if (most.isEmpty()) {
            return false;
        }
        double lowest = Collections.min(most);
        double highest = Collections.max(most);
        return switch (kind) {
            case MIN -> value >= lowest && (least.isEmpty() || value <= Collections.min(least));
            case MAX -> value <= highest && (least.isEmpty() || value >= Collections.max(least));
            case MEAN -> value >= lowest - LITTLE && value <= highest + LITTLE;
            case STDDEV -> value >= 0 && value <= (highest - lowest) / 2 + LITTLE;
            default -> throw new IllegalArgumentException(kind + " is no aggregate of numbers");
        };
    }

    /** Of what the feature counts: of the entity, before the event and in its window, the earliest first. */
    private List<RandomStream.Event> earlier(RandomFeature feature, RandomStream.Event event) {
        long over = feature.past().window().lookBack();
        long from = over == Long.MAX_VALUE ? Long.MIN_VALUE : event.at() - over;
        List<RandomStream.Event> found = new ArrayList<>();
        for (RandomStream.Event other : feature.isOfLogins() ? logins : events) {
            if (other.at() < event.at()
                    && other.at() > from
                    && feature.past().isOfOneEntity(event, other)
                    && feature.past().holds(other)) {
                found.add(other);
            }
        }
        found.sort(Comparator.comparingLong(RandomStream.Event::at));
        return found;
    }

    private static List<RandomStream.Event> since(long from, List<RandomStream.Event> events) {
        return events.stream().filter(event -> event.at() >= from).toList();
    }

    private static Set<Object> values(
            RandomFeature feature, RandomStream.Event event, List<RandomStream.Event> earlier) {
        if (!(feature.past().window() instanceof Past.Newest(int most, long _))) {
            return Set.of(value(feature, event, earlier));
        }
        boolean own = feature.past().countsItself(event) && !Double.isNaN(feature.operand(event));
        int places = most - (own ? 1 : 0);
        List<RandomStream.Event> counted = earlier.stream()
                .filter(other -> !Double.isNaN(feature.operand(other)))
                .toList();
        if (counted.size() <= places || places == 0) {
            return Set.of(value(feature, event, places == 0 ? List.of() : counted));
        }
        long oldest = counted.get(counted.size() - places).at();
        List<RandomStream.Event> newer =
                counted.stream().filter(other -> other.at() > oldest).toList();
        List<RandomStream.Event> tied =
                counted.stream().filter(other -> other.at() == oldest).toList();
        Set<Object> values = new HashSet<>();
        for (int kept = 0; kept < 1 << tied.size(); kept++) {
            if (Integer.bitCount(kept) == places - newer.size()) {
                List<RandomStream.Event> some = new ArrayList<>(newer);
                for (int i = 0; i < tied.size(); i++) {
                    if ((kept & 1 << i) != 0) {
                        some.add(tied.get(i));
                    }
                }
                values.add(value(feature, event, some));
            }
        }
        return values;
    }

    /** A count is not above that of a window of so many events. */
    private static boolean isOfSoMany(RandomFeature feature, double value) {
        return !(feature.past().window() instanceof Past.Newest(int most, long _))
                || feature.kind() == RandomFeature.Kind.SUM
                || value <= most;
    }

    private static Object value(
            RandomFeature feature, RandomStream.Event event, Collection<RandomStream.Event> earlier) {
        return switch (feature.kind()) {
            case PAUSE -> pause(event, earlier);
            case MODE -> mode(feature, event, earlier);
            case DISTINCT -> (double) categories(feature, event, earlier).size();
            case DECAYED -> decayed(feature, event, earlier);
            default -> aggregate(feature.kind(), numbers(feature, event, earlier));
        };
    }

    private static double pause(RandomStream.Event event, Collection<RandomStream.Event> earlier) {
        long last = Long.MIN_VALUE;
        for (RandomStream.Event other : earlier) {
            last = Math.max(last, other.at());
        }
        return last == Long.MIN_VALUE ? Double.NaN : (event.at() - last) / 1000.0;
    }

    private static double decayed(
            RandomFeature feature, RandomStream.Event event, Collection<RandomStream.Event> earlier) {
        if (!(feature.past().window() instanceof Past.HalfLife(long halfLife))) {
            throw new IllegalArgumentException(feature + " has no half-life");
        }
        List<RandomStream.Event> all = new ArrayList<>(earlier);
        if (feature.past().countsItself(event)) {
            all.add(event);
        }
        double sum = 0;
        for (RandomStream.Event one : all) {
            double number = feature.operand(one);
            sum += Double.isNaN(number) ? 0 : number * Math.pow(2, -(double) (event.at() - one.at()) / halfLife);
        }
        return sum;
    }

    private static List<Double> numbers(
            RandomFeature feature, RandomStream.Event event, Collection<RandomStream.Event> earlier) {
        List<Double> numbers = new ArrayList<>();
        if (feature.past().countsItself(event)) {
            numbers.add(feature.operand(event));
        }
        earlier.forEach(other -> numbers.add(feature.operand(other)));
        numbers.removeIf(number -> number.isNaN());
        return numbers;
    }

    private static Set<String> categories(
            RandomFeature feature, RandomStream.Event event, Collection<RandomStream.Event> earlier) {
        Set<String> found = new HashSet<>();
        if (feature.past().countsItself(event)) {
            found.add(feature.category(event));
        }
        earlier.forEach(other -> found.add(feature.category(other)));
        return found;
    }

    private static String mode(
            RandomFeature feature, RandomStream.Event event, Collection<RandomStream.Event> earlier) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        if (feature.past().countsItself(event)) {
            counts.put(feature.category(event), 1);
        }
        earlier.forEach(other -> counts.merge(feature.category(other), 1, Integer::sum));
        int most = counts.values().stream().mapToInt(count -> count).max().orElse(0);
        return counts.keySet().stream()
                .filter(text -> counts.getOrDefault(text, 0) == most)
                .findFirst()
                .orElse("");
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
