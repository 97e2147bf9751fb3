package io.headrace.runtime.streams.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Items of several sources, in whatever turns they come, against all of them sorted. */
class SequencerPropertyTest {

    private static final Sequencer.Names NAMES = new Sequencer.Names("items", "sources");
    private static final long NOW = 1_000_000;

    private record Item(long time, int source, long offset) {

        byte[] tie() {
            return ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                    .putInt(source)
                    .putLong(offset)
                    .array();
        }

        String text() {
            return time + "/" + source + "/" + offset;
        }

        Sequencer.Item<String> item() {
            return new Sequencer.Item<>(time, tie(), text());
        }

        static Item read(String text) {
            String[] parts = text.split("/", -1);
            return new Item(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
        }
    }

    private MockProcessorContext<Void, Void> context;
    private List<String> released;

    @BeforeTry
    void beginWithEmptyStores() {
        released = new ArrayList<>();
        context = new MockProcessorContext<>();
        context.setCurrentSystemTimeMs(NOW);
        KeyValueStore<Bytes, byte[]> items = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(NAMES.items()), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        KeyValueStore<Integer, byte[]> sources = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(NAMES.sources()), Serdes.Integer(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        items.init(context.getStateStoreContext(), items);
        sources.init(context.getStateStoreContext(), sources);
        context.addStateStore(items);
        context.addStateStore(sources);
    }

    @Property(tries = 300)
    void itemsGoInTheOrderOfTheirPositions(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 6) int sources, @ForAll boolean strict) {
        List<List<Item>> coming = IntStream.range(0, sources)
                .mapToObj(source -> items(source, random.nextInt(60), random))
                .toList();
        int[] at = new int[sources];
        Sequencer.Rule rule = new Sequencer.Rule(sources, strict, false);
        Sequencer<String> sequencer = sequencer(rule);
        int left = coming.stream().mapToInt(List::size).sum();

        while (left > 0) {
            int source = random.nextInt(sources);
            if (at[source] < coming.get(source).size()) {
                List<Item> rest = coming.get(source)
                        .subList(at[source], coming.get(source).size());
                List<Item> batch = rest.subList(0, 1 + random.nextInt(rest.size()));
                at[source] += batch.size();
                left -= batch.size();
                add(sequencer, batch);
                sequencer.hear(source, Mark.busy(batch.getLast().time()));
            } else {
                sequencer.hear(source, Mark.idle(0, NOW));
            }
            sequencer.release(1 + random.nextInt(5), NOW, this::take);
            if (random.nextInt(20) == 0) {
                // After a restart idle sources have to say so again.
                sequencer = sequencer(rule);
            }
        }
        for (int source = 0; source < sources; source++) {
            sequencer.hear(source, Mark.idle(0, NOW));
        }
        sequencer.release(Integer.MAX_VALUE, NOW, this::take);

        assertThat(released)
                .containsExactlyElementsOf(coming.stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparingLong(Item::time)
                                .thenComparingInt(Item::source)
                                .thenComparingLong(Item::offset))
                        .map(Item::text)
                        .toList());
        assertThat(sequencer.waiting()).isZero();
    }

    /** A source was idle before those who hear it began: records may have come to it since. */
    @Property(tries = 50)
    void thatASourceWasIdleBeforeTheStartIsNotBelieved(@ForAll @IntRange(max = 1000) int earlier) {
        Sequencer<String> sequencer = sequencer(new Sequencer.Rule(2, false, false));
        add(sequencer, List.of(new Item(5, 0, 0)));
        sequencer.hear(0, Mark.busy(5));

        sequencer.hear(1, Mark.idle(0, NOW - 1 - earlier));
        assertThat(sequencer.release(9, NOW, this::take)).isZero();

        sequencer.hear(1, Mark.idle(0, NOW));
        assertThat(sequencer.release(9, NOW, this::take)).isOne();
    }

    /** Sources that bring something now and then are never all idle at once: it is enough that each was, since. */
    @Property(tries = 50)
    void aSourceIsNotWaitedForByWhatCameBeforeItWasIdleLast(@ForAll @IntRange(min = 1, max = 1000) int later) {
        Sequencer<String> sequencer = sequencer(new Sequencer.Rule(2, false, false));
        add(sequencer, List.of(new Item(5, 0, 0)));
        sequencer.hear(0, Mark.idle(4, NOW));
        sequencer.hear(1, Mark.idle(0, NOW + later));
        sequencer.hear(1, new Mark(0, NOW + later, false));
        context.setCurrentSystemTimeMs(NOW + later + 1);
        add(sequencer, List.of(new Item(7, 0, 1)));

        assertThat(sequencer.release(9, NOW + later + 1, this::take)).isOne();
        assertThat(sequencer.watermark(NOW + later + 1)).isZero();

        sequencer.hear(1, Mark.idle(0, NOW + later + 1));
        assertThat(sequencer.release(9, NOW + later + 1, this::take)).isOne();
        assertThat(released).containsExactly("5/0/0", "7/0/1");
    }

    /** What waits when all is known to have come may have been at its source long before. */
    @Property(tries = 50)
    void whatHasComeIsSettledOnceNothingWaitsThatWasThereWhenItWasKnown(
            @ForAll @IntRange(min = 1, max = 1000) int later) {
        Sequencer<String> sequencer = sequencer(new Sequencer.Rule(2, false, false));
        sequencer.hear(0, Mark.idle(0, NOW));
        sequencer.hear(1, new Mark(0, NOW, false));
        context.setCurrentSystemTimeMs(NOW + later);
        add(sequencer, List.of(new Item(7, 0, 1)));
        assertThat(sequencer.idleAt(NOW + later)).isEqualTo(Mark.NEVER);

        context.setCurrentSystemTimeMs(NOW + later + 1);
        add(sequencer, List.of(new Item(9, 0, 2)));
        sequencer.hear(1, Mark.busy(8));
        assertThat(sequencer.release(9, NOW + later + 1, this::take)).isOne();
        assertThat(sequencer.idleAt(NOW + later + 1)).isEqualTo(NOW);
    }

    /** More than is held in memory, from sources of which some are far ahead of others. */
    @Property(tries = 5)
    void itemsGoInTheOrderOfTheirPositionsHoweverManyWait(@ForAll Random random) {
        int sources = 3;
        Sequencer.Rule rule = new Sequencer.Rule(sources, false, false);
        Sequencer<String> sequencer = sequencer(rule);
        List<Integer> turns = new ArrayList<>();
        for (int source = 0; source < sources; source++) {
            turns.addAll(Collections.nCopies(Sequencer.MOST_READY / 100, source));
        }
        Collections.shuffle(turns.subList(turns.size() / 2, turns.size()), random);
        long[] times = new long[sources];
        int items = 0;
        for (int source : turns) {
            List<Item> batch = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                times[source] += random.nextInt(3);
                batch.add(new Item(times[source], source, items++));
            }
            add(sequencer, batch);
            sequencer.hear(source, Mark.busy(times[source]));
            sequencer.release(random.nextInt(500), NOW, this::take);
            if (random.nextInt(50) == 0) {
                sequencer = sequencer(rule);
            }
        }
        for (int source = 0; source < sources; source++) {
            sequencer.hear(source, Mark.idle(0, NOW));
        }
        sequencer.release(Integer.MAX_VALUE, NOW, this::take);

        assertThat(released).hasSize(items);
        assertThat(released.stream().map(Item::read))
                .isSortedAccordingTo(Comparator.comparingLong(Item::time)
                        .thenComparingInt(Item::source)
                        .thenComparingLong(Item::offset));
        assertThat(sequencer.waiting()).isZero();
        assertThat(context.<KeyValueStore<Bytes, byte[]>>getStateStore(NAMES.items())
                        .approximateNumEntries())
                .as("left in the store, beside the next batch's number")
                .isOne();
    }

    private Sequencer<String> sequencer(Sequencer.Rule rule) {
        return new Sequencer<>(rule, NAMES, SequencerPropertyTest::read, context);
    }

    private static void add(Sequencer<String> sequencer, List<Item> batch) {
        String texts = batch.stream().map(Item::text).collect(Collectors.joining(" "));
        sequencer.add(
                texts.getBytes(StandardCharsets.UTF_8),
                batch.stream().map(Item::item).toList());
    }

    private static List<Sequencer.Item<String>> read(byte[] batch) {
        return Arrays.stream(new String(batch, StandardCharsets.UTF_8).split(" ", -1))
                .map(text -> Item.read(text).item())
                .toList();
    }

    private boolean take(long time, long since, String item) {
        released.add(item);
        return true;
    }

    private static List<Item> items(int source, int count, Random random) {
        List<Item> items = new ArrayList<>();
        long time = random.nextInt(20);
        for (int offset = 0; offset < count; offset++) {
            time += random.nextInt(3);
            items.add(new Item(time, source, offset));
        }
        return items;
    }
}
