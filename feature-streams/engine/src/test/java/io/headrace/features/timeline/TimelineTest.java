package io.headrace.features.timeline;

import static io.headrace.features.timeline.Store.LAYOUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A timeline against a sorted map that is looked through from end to end. */
class TimelineTest {

    record Place(long time, int id) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return time == other.time ? Integer.compare(id, other.id) : Long.compare(time, other.time);
        }
    }

    @Property(tries = 300)
    void everythingAskedIsThatOfTheEntries(@ForAll("places") List<Place> places, @ForAll Random random) {
        Store store = new Store();
        Timeline line = Timeline.empty(LAYOUT, store);
        NavigableMap<Place, double[]> model = new TreeMap<>();
        for (Place place : places) {
            double[] values = values(random);
            if (random.nextInt(10) == 0) {
                line.put(place.time(), place.id(), Long.MIN_VALUE, values);
                model.put(place, values);
            } else {
                assertThat(line.add(place.time(), place.id(), Long.MIN_VALUE, values))
                        .isEqualTo(model.putIfAbsent(place, values) == null);
            }
            if (random.nextInt(20) == 0) {
                line = store.writtenAndRead(line);
            } else if (random.nextInt(20) == 0) {
                store.write(line);
            }
            if (random.nextInt(8) == 0) {
                assertAsModel(line, model, places, random);
            }
        }
        assertAsModel(line, model, places, random);
        assertAsModel(store.writtenAndRead(line), model, places, random);
    }

    private static void assertAsModel(
            Timeline line, NavigableMap<Place, double[]> model, List<Place> places, Random random) {
        assertThat(line.size()).isEqualTo(model.size());
        assertThat(line.inMemory()).isEqualTo(inMemory(line.tree().root()));
        assertThat(line.bytesInMemory()).isEqualTo(bytes(line.tree().root()));
        assertThat(line.isEmpty()).isEqualTo(model.isEmpty());
        long one = time(places, random);
        long other = time(places, random);
        long from = Math.min(one, other);
        long end = Math.max(one, other);
        List<double[]> inside = model.entrySet().stream()
                .filter(entry -> entry.getKey().time() >= from && entry.getKey().time() < end)
                .map(Map.Entry::getValue)
                .toList();
        assertThat(line.count(from, end)).isEqualTo(inside.size());
        NumberRunning numbers = new NumberRunning(true);
        line.tally(0, from, end, numbers);
        List<Double> present = inside.stream()
                .map(values -> values[0])
                .filter(value -> !value.isNaN())
                .toList();
        assertThat(numbers.count()).isEqualTo(present.size());
        assertThat(numbers.sum())
                .isEqualTo(present.stream()
                                .map(BigDecimal::new)
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .doubleValue()
                        + 0.0);
        assertThat(numbers.min())
                .isEqualTo(present.stream().min(Double::compare).orElse(Double.NaN));
        assertThat(numbers.max())
                .isEqualTo(present.stream().max(Double::compare).orElse(Double.NaN));
        assertBackward(line, model, end, places, random);
        for (int column = 0; column < 2; column++) {
            int at = column;
            Optional<Double> first = inside.stream()
                    .map(values -> values[at])
                    .filter(value -> !value.isNaN())
                    .findFirst();
            assertThat(line.first(column, from, end).map(Timeline.Found::number))
                    .isEqualTo(first);
        }
        ClassRunning classes = new ClassRunning(3);
        line.tally(1, from, end, classes);
        for (int c = 0; c < 3; c++) {
            int wanted = c;
            assertThat(classes.count(c))
                    .isEqualTo(inside.stream()
                            .filter(values -> values[1] == wanted)
                            .count());
        }
        Map.Entry<Place, double[]> last = model.lowerEntry(new Place(end, Integer.MIN_VALUE));
        assertThat(line.lastTimeBefore(end))
                .isEqualTo(last == null ? Long.MIN_VALUE : last.getKey().time());
        Optional<Place> known = model.headMap(new Place(end, Integer.MIN_VALUE)).entrySet().stream()
                .filter(entry -> !Double.isNaN(entry.getValue()[1]))
                .map(Map.Entry::getKey)
                .reduce((_, later) -> later);
        assertThat(line.lastBefore(end, 1).map(entry -> new Place(entry.time(), entry.id())))
                .isEqualTo(known);
    }

    private static long bytes(Node node) {
        return node.bytes()
                + switch (node) {
                    case Leaf _ -> 0;
                    case Branch branch ->
                        branch.slots.stream()
                                .mapToLong(slot -> slot.child == null ? 0 : bytes(slot.child))
                                .sum();
                };
    }

    private static int inMemory(Node node) {
        return switch (node) {
            case Leaf _ -> 1;
            case Branch branch ->
                1
                        + branch.slots.stream()
                                .mapToInt(slot -> slot.child == null ? 0 : inMemory(slot.child))
                                .sum();
        };
    }

    /** Several windows that end at one moment, late or not. */
    private static void assertBackward(
            Timeline line, NavigableMap<Place, double[]> model, long end, List<Place> places, Random random) {
        List<Long> starts = Stream.generate(() -> time(places, random))
                .limit(4)
                .filter(start -> start <= end)
                .sorted(Comparator.reverseOrder())
                .toList();
        Backward backward = new Backward(true);
        backward.begin(line, 0, end, 0.5);
        for (long start : starts) {
            List<Double> values = model.entrySet().stream()
                    .filter(entry ->
                            entry.getKey().time() >= start && entry.getKey().time() < end)
                    .map(entry -> entry.getValue()[0])
                    .toList();
            NumberRunning expected = new NumberRunning(true);
            expected.add(0.5);
            values.forEach(expected::add);
            NumberRunning found = backward.to(start);
            assertThat(backward.entries()).isEqualTo(values.size());
            assertThat(List.of(found.count(), found.sum(), found.min(), found.max(), found.deviation()))
                    .isEqualTo(List.of(
                            expected.count(), expected.sum(), expected.min(), expected.max(), expected.deviation()));
        }
    }

    @Property(tries = 200)
    void theSameEntriesAreTheSamePiecesInAnyOrder(@ForAll("places") List<Place> places, @ForAll Random random) {
        List<Place> shuffled = new ArrayList<>(places);
        Collections.shuffle(shuffled, random);
        assertThat(pieces(shuffled, random)).isEqualTo(pieces(places, random));
    }

    /** All pieces as text, by block; written at random moments meanwhile. */
    private static Map<String, String> pieces(List<Place> places, Random random) {
        Store store = new Store();
        Timeline line = Timeline.empty(LAYOUT, store);
        for (Place place : places) {
            line.add(
                    place.time(), place.id(), Long.MIN_VALUE, place.time() % 1000 / 10.0, Math.floorMod(place.id(), 3));
            if (random.nextInt(30) == 0) {
                line = store.writtenAndRead(line);
            }
        }
        store.write(line);
        Map<String, String> pieces = store.pieces.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toString(), entry -> Arrays.toString(entry.getValue())));
        pieces.put("root", Arrays.toString(line.root()));
        return pieces;
    }

    @Property(tries = 200)
    void whatIsForgottenIsOverAndAllElseIsThere(
            @ForAll("places") List<Place> places, @ForAll @IntRange(min = 1, max = 5) int most, @ForAll Random random) {
        Store store = new Store();
        Timeline line = Timeline.empty(LAYOUT, store);
        Map<Place, Long> sinces = new TreeMap<>();
        for (Place place : places) {
            long progress = random.nextBoolean() ? Long.MIN_VALUE : time(places, random);
            if (line.add(place.time(), place.id(), progress, 1, 0)) {
                sinces.put(place, Math.max(place.time(), progress));
            }
            if (random.nextInt(5) == 0) {
                assertThat(line.newestSince()).isEqualTo(newest(sinces));
            }
            if (random.nextInt(10) == 0) {
                long horizon = time(places, random);
                line.forget(horizon, most);
                Map<Place, Long> left = present(line, sinces);
                sinces.forEach((entry, since) -> assertThat(left.containsKey(entry) || since < horizon)
                        .as("%s, remembered since %s, with horizon %s", entry, since, horizon)
                        .isTrue());
                sinces.clear();
                sinces.putAll(left);
                assertThat(line.inMemory()).isEqualTo(inMemory(line.tree().root()));
                assertThat(line.bytesInMemory()).isEqualTo(bytes(line.tree().root()));
                line = store.writtenAndRead(line);
            }
        }
        assertThat(line.newestSince()).isEqualTo(newest(sinces));
        line.forget(Long.MAX_VALUE, Integer.MAX_VALUE);
        assertThat(line.isEmpty()).isEqualTo(sinces.values().stream().noneMatch(since -> since == Long.MAX_VALUE));
        store.write(line);
        assertThat(line.isEmpty() && !store.pieces.isEmpty())
                .as("pieces of nothing")
                .isFalse();
    }

    private static long newest(Map<Place, Long> sinces) {
        return sinces.values().stream().max(Long::compare).orElse(Long.MIN_VALUE);
    }

    /** Which of some entries are there. */
    private static Map<Place, Long> present(Timeline line, Map<Place, Long> of) {
        Map<Place, Long> left = new TreeMap<>();
        of.forEach((place, since) -> {
            if (line.since(place.time(), place.id()).isPresent()) {
                left.put(place, since);
            }
        });
        return left;
    }

    @Test
    void anEntryReadsAndWritesFewPiecesOfBoundedSize() {
        Random random = new Random(7);
        Store store = new Store();
        Timeline line = Timeline.empty(LAYOUT, store);
        long time = 1_700_000_000_000L;
        int events = 200_000;
        for (int i = 0; i < events; i++) {
            time += random.nextInt(60_000);
            line.add(time, random.nextInt(), time, random.nextInt(100_000) / 100.0, i % 3);
            store.write(line);
        }
        assertThat(store.largest).isLessThan(4096);
        assertThat((double) store.written / events)
                .as("pieces written an event in order")
                .isLessThan(1.3);
        int before = store.written;
        for (int i = 0; i < 1000; i++) {
            line = store.writtenAndRead(line);
            line.add(1_700_000_000_000L + random.nextLong(time - 1_700_000_000_000L), random.nextInt(), time, 1, 0);
            NumberRunning numbers = new NumberRunning(true);
            long from = 1_700_000_000_000L + random.nextLong(time - 1_700_000_000_000L);
            line.tally(0, from, time, numbers);
            assertThat(line.inMemory()).as("pieces read").isLessThan(30);
        }
        store.write(line);
        assertThat((store.written - before) / 1000.0)
                .as("pieces written for one that is late")
                .isLessThan(10);
        long bytes =
                store.pieces.values().stream().mapToLong(piece -> piece.length).sum();
        assertThat((double) bytes / events).as("bytes an event").isLessThan(30);
    }

    /** Windows over a stream touch the same few pieces for a while: only these are worth their memory. */
    @Test
    void whatNobodyAsksForLeavesMemoryWhenItIsWritten() {
        Random random = new Random(11);
        Store store = new Store();
        Timeline line = Timeline.empty(LAYOUT, store);
        long time = 1_700_000_000_000L;
        for (int i = 0; i < 20_000; i++) {
            time += random.nextInt(60_000);
            line.add(time, random.nextInt(), time, 1, 0);
            for (int hours : new int[] {1, 24, 100}) {
                line.tally(0, time - hours * 3_600_000L, time, new NumberRunning(true));
            }
            store.write(line);
            assertThat(line.inMemory()).as("pieces in memory").isLessThan(20);
            assertThat(line.bytesInMemory()).isEqualTo(bytes(line.tree().root()));
        }
        assertThat(store.pieces).hasSizeGreaterThan(500);
    }

    @Provide
    Arbitrary<List<Place>> places() {
        return Arbitraries.randoms().map(TimelineTest::places);
    }

    private static List<Place> places(Random random) {
        List<Place> places = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? random.nextInt(40) : random.nextInt(1500);
        int kind = random.nextInt(5);
        long clock = 1_700_000_000_000L;
        for (int i = 0; i < count; i++) {
            clock += random.nextInt(100) == 0 ? random.nextLong(1L << 38) : random.nextInt(100_000);
            long time = switch (kind) {
                case 0 -> clock;
                case 1 -> clock - random.nextInt(1_000_000);
                case 2 -> random.nextLong();
                case 3 -> random.nextInt(5);
                default -> random.nextInt(10) == 0 ? random.nextLong() : clock;
            };
            int id = switch (kind) {
                case 3 -> random.nextInt() >> random.nextInt(32);
                default -> random.nextInt(1000) == 0 ? 0 : random.nextInt();
            };
            places.add(random.nextInt(30) == 0 && i > 0 ? places.get(random.nextInt(i)) : new Place(time, id));
        }
        return places;
    }

    private static long time(List<Place> places, Random random) {
        if (places.isEmpty() || random.nextInt(8) == 0) {
            return random.nextLong();
        }
        long time = places.get(random.nextInt(places.size())).time();
        return random.nextBoolean() ? time : time + random.nextInt(3) - 1;
    }

    private static double[] values(Random random) {
        double number = switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            case 2 -> random.nextBoolean() ? -0.0 : random.nextInt(9) * 1e13;
            default -> random.nextInt(100_000) / 100.0;
        };
        return new double[] {number, random.nextInt(5) == 0 ? Double.NaN : random.nextInt(3)};
    }
}
