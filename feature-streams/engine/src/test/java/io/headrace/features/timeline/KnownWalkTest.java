package io.headrace.features.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Values that become known after their entries, against all entries looked through. */
class KnownWalkTest {

    private static final Layout LAYOUT =
            new Layout(List.of(new Column.Classes(1, 1), new Column.Classes(2, 3), new Column.Numbers(3)));
    private static final int SILENCE = 0;
    private static final int LABEL = 1;
    private static final Delay TOLD = new Delay.Told(2);
    private static final long START = 1_700_000_000_000L;
    private static final long LONGEST_DELAY = 2_000_000;

    /** @param delay of the label; NaN without one */
    record Entry(long time, int id, double silence, double label, double delay) {

        static final Comparator<Entry> ORDER =
                Comparator.comparingLong(Entry::time).thenComparingInt(Entry::id);
    }

    @Property(tries = 150)
    void whatBecameKnownOfTheNewestIsAddedUp(@ForAll Random random) {
        Store store = new Store(LAYOUT);
        Timeline line = Timeline.empty(LAYOUT, store);
        NavigableMap<Entry, Entry> model = new TreeMap<>(Entry.ORDER);
        int count = random.nextInt(3) == 0 ? random.nextInt(40) : random.nextInt(1500);
        for (int i = 0; i < count; i++) {
            Entry entry = model.isEmpty() || random.nextInt(3) > 0
                    ? entry(
                            START + (random.nextInt(9) == 0 ? random.nextInt(i + 1) : i) * 10_000L,
                            random.nextInt(),
                            random)
                    : labelled(
                            model.keySet().stream()
                                    .skip(random.nextInt(model.size()))
                                    .findFirst()
                                    .orElseThrow(),
                            random);
            line.put(entry.time(), entry.id(), Long.MIN_VALUE, entry.silence(), entry.label(), entry.delay());
            model.put(entry, entry);
            if (random.nextInt(30) == 0) {
                line = store.writtenAndRead(line);
            }
        }
        for (int i = 0; i < 20; i++) {
            assertAsModel(line, List.copyOf(model.values()), random);
        }
    }

    private static void assertAsModel(Timeline line, List<Entry> entries, Random random) {
        long end = START + random.nextLong(16_000_000) + random.nextInt(3);
        long from = random.nextBoolean() ? Long.MIN_VALUE : end - random.nextLong(16_000_000);
        int most = random.nextInt(3) == 0 ? random.nextInt(1, 2000) : random.nextInt(1, 40);
        long silentAfter = random.nextLong(LONGEST_DELAY);
        List<Entry> newest = entries.reversed().stream()
                .filter(entry -> entry.time() >= from && entry.time() < end)
                .limit(most)
                .toList();

        ClassRunning labels = new ClassRunning(3);
        line.tallyKnown(most, LABEL, TOLD, from, end, labels);
        ClassRunning silent = new ClassRunning(1);
        line.tallyKnown(most, SILENCE, new Delay.Fixed(silentAfter), from, end, silent);

        assertThat(IntStream.range(0, 3).mapToLong(labels::count))
                .containsExactlyElementsOf(IntStream.range(0, 3)
                        .mapToObj(name -> newest.stream()
                                .filter(entry -> entry.label() == name && entry.time() + entry.delay() < end)
                                .count())
                        .toList());
        assertThat(silent.count())
                .isEqualTo(newest.stream()
                        .filter(entry -> entry.silence() == 0 && entry.time() + silentAfter < end)
                        .count());
    }

    private static Entry entry(long time, int id, Random random) {
        return random.nextInt(3) == 0
                ? labelled(new Entry(time, id, 0, 0, 0), random)
                : new Entry(time, id, random.nextInt(5) == 0 ? Double.NaN : 0, Double.NaN, Double.NaN);
    }

    private static Entry labelled(Entry entry, Random random) {
        long delay = random.nextBoolean() ? random.nextLong(LONGEST_DELAY) : 10_000L * random.nextInt(20);
        return new Entry(entry.time(), entry.id(), Double.NaN, random.nextInt(3), delay);
    }

    @Test
    void whereMostLabelsAreKnownFewPiecesAreRead() {
        Store store = new Store(LAYOUT);
        Timeline line = Timeline.empty(LAYOUT, store);
        int events = 100_000;
        for (int i = 0; i < events; i++) {
            line.put(START + i * 10_000L, i, Long.MIN_VALUE, Double.NaN, i % 3, 1_000_000 + i % 7);
        }
        line = store.writtenAndRead(line);
        ClassRunning labels = new ClassRunning(3);

        line.tallyKnown(10_000, LABEL, TOLD, Long.MIN_VALUE, START + events * 10_000L, labels);

        long known = LongStream.range(events - 10_000, events)
                .filter(i -> i * 10_000 + 1_000_000 + i % 7 < events * 10_000L)
                .count();
        assertThat(Stream.of(0, 1, 2).mapToLong(labels::count).sum()).isEqualTo(known);
        assertThat(line.inMemory()).as("pieces read").isLessThan(40);
    }
}
