package io.headrace.features.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Texts, and what is kept of a column besides its sums, against a list that is looked through from end to end. */
class TimelineKindsTest {

    private static final long HALF_LIFE = 10_000_000;
    private static final int NUMBER = 0;
    private static final int TEXT = 1;
    private static final int DIFFERENT_NUMBERS = 2;
    private static final int DIFFERENT_TEXTS = 3;
    private static final int NUMBERS = 4;
    private static final int TEXTS = 5;
    private static final int DECAYED = 6;
    private static final int GAPS = 7;

    private static final Layout LAYOUT = new Layout(List.of(
            new Column.Numbers(1),
            new Column.Texts(2),
            new Column.Distinct(3, NUMBER),
            new Column.Distinct(4, TEXT),
            new Column.Frequencies(5, NUMBER),
            new Column.TextFrequencies(6, TEXT),
            new Column.Decayed(7, NUMBER, HALF_LIFE),
            new Column.Gaps(8)));

    private static final Comparator<Entry> ORDER =
            Comparator.comparingLong(Entry::time).thenComparingInt(Entry::id);

    /**
     * @param number NaN for none
     * @param text empty for none
     */
    record Entry(long time, int id, double number, String text) {

        void addTo(Timeline line) {
            line.add(time, id, Long.MIN_VALUE, new Values(new double[] {number}, new String[] {text}));
        }
    }

    @Property(tries = 150)
    void everythingAskedIsThatOfTheEntries(@ForAll("entries") List<Entry> entries, @ForAll Random random) {
        Store store = new Store(LAYOUT);
        Timeline line = Timeline.empty(LAYOUT, store);
        List<Entry> there = new ArrayList<>();
        for (Entry entry : entries) {
            entry.addTo(line);
            there.add(entry);
            if (random.nextInt(30) == 0) {
                line = store.writtenAndRead(line);
            }
            if (random.nextInt(40) == 0) {
                assertAsEntries(line, there, random);
            }
        }
        if (!there.isEmpty()) {
            assertAsEntries(store.writtenAndRead(line), there, random);
        }
    }

    private static void assertAsEntries(Timeline line, List<Entry> there, Random random) {
        long one = time(there, random);
        long other = time(there, random);
        long from = Math.min(one, other);
        long end = Math.max(one, other);
        List<Entry> inside = there.stream()
                .filter(entry -> entry.time() >= from && entry.time() < end)
                .sorted(ORDER.reversed())
                .toList();
        List<Double> numbers = inside.stream()
                .map(Entry::number)
                .filter(number -> !number.isNaN())
                .toList();
        List<String> texts =
                inside.stream().map(Entry::text).filter(text -> !text.isEmpty()).toList();
        assertThat(line.first(TEXT, from, end).map(Timeline.Found::text))
                .isEqualTo(texts.isEmpty() ? Optional.empty() : Optional.of(texts.getLast()));
        for (int nth = 1; nth < 4; nth++) {
            assertThat(line.newest(nth, TEXT, from, end).map(Timeline.Found::text))
                    .isEqualTo(texts.stream().skip(nth - 1).findFirst());
        }
        for (int most : new int[] {1, 3, 40, 1000}) {
            DistinctRunning newest = new DistinctRunning();
            line.tallyNewest(most, DIFFERENT_TEXTS, from, end, newest);
            assertThat(newest.count())
                    .isEqualTo((double) texts.stream().limit(most).distinct().count());
        }
        assertThat(line.lastBefore(end, TEXT)
                        .filter(last -> last.time() >= from)
                        .map(Timeline.Found::text))
                .isEqualTo(texts.stream().findFirst());
        TextRunning counted = new TextRunning();
        line.tally(TEXT, from, end, counted);
        assertThat(counted.count()).isEqualTo(texts.size());
        DistinctRunning different = new DistinctRunning();
        line.tally(DIFFERENT_NUMBERS, from, end, different);
        assertThat(different.count()).isEqualTo(new HashSet<>(numbers).size());
        different.clear();
        line.tally(DIFFERENT_TEXTS, from, end, different);
        assertThat(different.count()).isEqualTo(new HashSet<>(texts).size());
        FrequencyRunning frequencies = new FrequencyRunning();
        line.tally(NUMBERS, from, end, frequencies);
        Double median = numbers.isEmpty()
                ? Double.NaN
                : numbers.stream().sorted().toList().get((numbers.size() + 1) / 2 - 1);
        assertThat(frequencies.quantile(new BigDecimal("0.5"))).isEqualTo(median);
        TextFrequencyRunning modes = new TextFrequencyRunning();
        line.tally(TEXTS, from, end, modes);
        assertThat(modes.mode(1))
                .isEqualTo(texts.stream()
                        .min(Comparator.comparingInt((String text) -> -Collections.frequency(texts, text))
                                .thenComparing(Comparator.naturalOrder()))
                        .orElse(""));
        DecayedRunning decayed = new DecayedRunning(HALF_LIFE);
        line.tally(DECAYED, from, end, decayed);
        double weights = 0;
        for (Entry entry : inside) {
            weights += Double.isNaN(entry.number()) ? 0 : Math.pow(0.5, (end - entry.time()) / (double) HALF_LIFE);
        }
        assertThat(decayed.count(end)).isCloseTo(weights, within(1e-9 * weights));
        assertRunsAndSessions(line, inside, from, end, random);
    }

    /** @param inside the entries of a span, the newest first */
    private static void assertRunsAndSessions(Timeline line, List<Entry> inside, long from, long end, Random random) {
        int row = 0;
        for (Entry entry : inside) {
            if (!Double.isNaN(entry.number())) {
                if (entry.number() != 1) {
                    break;
                }
                row++;
            }
        }
        assertThat(line.run(NUMBER, from, end)).isEqualTo(row);
        long gap = 1L << random.nextInt(25);
        long begin = end;
        int session = 0;
        for (Entry entry : inside) {
            if (begin - entry.time() > gap) {
                break;
            }
            begin = entry.time();
            session++;
        }
        assertThat(line.session(GAPS, gap, from, end)).isEqualTo(new Timeline.Session(session, begin));
    }

    @Property(tries = 150)
    void theSameEntriesAreTheSamePiecesInAnyOrder(@ForAll("entries") List<Entry> entries, @ForAll Random random) {
        List<Entry> shuffled = new ArrayList<>(entries);
        Collections.shuffle(shuffled, random);
        assertThat(pieces(shuffled, random)).isEqualTo(pieces(entries, random));
    }

    private static Map<String, String> pieces(List<Entry> entries, Random random) {
        Store store = new Store(LAYOUT);
        Timeline line = Timeline.empty(LAYOUT, store);
        for (Entry entry : entries) {
            entry.addTo(line);
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

    /** Places of their own: what comes a second time changes nothing, and would have to be left out here. */
    @Provide
    Arbitrary<List<Entry>> entries() {
        return Arbitraries.randoms().map(TimelineKindsTest::entries);
    }

    private static List<Entry> entries(Random random) {
        List<Entry> entries = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? random.nextInt(40) : random.nextInt(1500);
        int pause = 1 << random.nextInt(17);
        int late = 1 << random.nextInt(20);
        int values = 1 << random.nextInt(10);
        double ones = random.nextDouble();
        long clock = 1_700_000_000_000L;
        for (int i = 0; i < count; i++) {
            clock += random.nextInt(pause) + (random.nextInt(300) == 0 ? 20_000_000 : 0);
            double number = random.nextDouble() < ones ? 1 : random.nextInt(values) / 4.0;
            entries.add(new Entry(
                    random.nextInt(5) == 0 ? clock - random.nextInt(late) : clock,
                    i * 0x9E3779B9,
                    random.nextInt(6) == 0 ? Double.NaN : number,
                    random.nextInt(6) == 0 ? "" : "é" + random.nextInt(values)));
        }
        return entries;
    }

    private static long time(List<Entry> there, Random random) {
        Entry entry = there.get(random.nextInt(there.size()));
        return entry.time() + random.nextInt(3) - 1;
    }
}
