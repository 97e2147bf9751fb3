package io.headrace.runtime.streams.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.streams.store.TaskStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
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

    private final long[] ends = new long[6];
    private ObservedEnds observed;
    private long now;
    private MockProcessorContext<Void, Void> context;
    private TaskStore state;
    private List<String> released;

    @BeforeTry
    void beginWithEmptyStores() {
        released = new ArrayList<>();
        Arrays.fill(ends, 0);
        observed = new ObservedEnds();
        context = new MockProcessorContext<>();
        now = 0;
        pass(NOW);
        state = TaskStore.around(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("state"), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingDisabled()
                        .build());
        state.init(context.getStateStoreContext(), state);
    }

    @Property(tries = 300)
    void itemsGoInTheOrderOfTheirPositions(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 6) int sources, @ForAll boolean strict) {
        List<List<Item>> coming = IntStream.range(0, sources)
                .mapToObj(source -> items(source, random.nextInt(60), random))
                .toList();
        for (int source = 0; source < sources; source++) {
            ends[source] = coming.get(source).size();
        }
        int[] at = new int[sources];
        Sequencer.Rule rule = rule(sources, strict);
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
                sequencer.hear(source, new Mark(batch.getLast().time(), at[source]));
            }
            pass(random.nextInt(200));
            sequencer.release(1 + random.nextInt(5), now, this::take);
            if (random.nextInt(20) == 0) {
                sequencer = sequencer(rule);
            }
        }
        releaseAll(sequencer);

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

    /** A source that brings nothing may have a record that is still on its way: read, or in its topic only. */
    @Property(tries = 50)
    void aSourceIsWaitedForAsLongAsItHasNotBroughtWhatItsInputHas(@ForAll @IntRange(min = 1, max = 10_000) int later) {
        Sequencer<String> sequencer = sequencer(rule(2, false));
        add(sequencer, List.of(new Item(5, 0, 0)));
        ends[0] = 1;
        ends[1] = 1;
        sequencer.hear(0, new Mark(5, 1));
        release(sequencer);
        pass(later);
        assertThat(release(sequencer)).isZero();

        sequencer.hear(1, new Mark(0, 1));
        assertThat(release(sequencer)).isEqualTo(later >= 100 ? 1 : 0);
    }

    /** What a source was heard to have read is kept: it need not say so again, nor be up. */
    @Property(tries = 10)
    void anIdleSourceNeedNotBeUp(@ForAll @IntRange(min = 100, max = 1_000_000) int later) {
        Sequencer<String> sequencer = sequencer(rule(2, false));
        sequencer.hear(0, new Mark(5, 1));
        sequencer.hear(1, new Mark(0, 7));
        ends[0] = 1;
        ends[1] = 7;
        add(sequencer, List.of(new Item(5, 0, 0)));
        sequencer = sequencer(rule(2, false));
        release(sequencer);
        pass(later);

        assertThat(release(sequencer)).isOne();
    }

    /** Sources that bring something now and then are never all idle at once: it is enough that each was, since. */
    @Property(tries = 50)
    void aSourceIsNotWaitedForByWhatCameBeforeItWasIdleLast(@ForAll @IntRange(min = 1, max = 1000) int later) {
        Sequencer<String> sequencer = sequencer(rule(2, false));
        sequencer.hear(0, new Mark(4, 1));
        sequencer.hear(1, new Mark(0, 0));
        ends[0] = 1;
        add(sequencer, List.of(new Item(5, 0, 0)));
        release(sequencer);
        pass(100);
        look();
        ends[1] = 1;
        pass(later);
        add(sequencer, List.of(new Item(7, 0, 1)));

        assertThat(release(sequencer)).isOne();
        assertThat(sequencer.watermark(now)).isZero();

        sequencer.hear(1, new Mark(0, 1));
        pass(101);
        assertThat(release(sequencer)).isOne();
        assertThat(released).containsExactly("5/0/0", "7/0/1");
    }

    /** What waits when all is known to have come may have been at its source long before. */
    @Property(tries = 50)
    void whatHasComeIsPassedOnOnceNothingWaitsThatWasThereWhenItWasKnown(
            @ForAll @IntRange(min = 1, max = 1000) int later) {
        Sequencer<String> sequencer = sequencer(rule(2, false));
        ends[0] = 1;
        ends[1] = 3;
        sequencer.hear(0, new Mark(0, 1));
        sequencer.hear(1, new Mark(0, 3));
        assertThat(sequencer.passedOn()).containsExactly(1L, 3L);
        assertThat(sequencer.workedOffAt(Long.MAX_VALUE)).isEqualTo(now);
        long before = now;

        pass(later);
        add(sequencer, List.of(new Item(7, 0, 1)));
        sequencer.hear(0, new Mark(0, 2));
        ends[0] = 2;
        assertThat(sequencer.passedOn()).containsExactly(1L, 3L);
        assertThat(sequencer.workedOffAt(Long.MAX_VALUE)).isEqualTo(before);

        pass(1);
        add(sequencer, List.of(new Item(9, 0, 2)));
        sequencer.hear(0, new Mark(8, 3));
        sequencer.hear(1, new Mark(8, 3));
        assertThat(release(sequencer)).isOne();
        assertThat(sequencer.passedOn()).containsExactly(2L, 3L);
        assertThat(sequencer.workedOffAt(Long.MAX_VALUE)).isEqualTo(now - 1);
    }

    /** More than is held in memory, from sources of which some are far ahead of others. */
    @Property(tries = 5)
    void itemsGoInTheOrderOfTheirPositionsHoweverManyWait(@ForAll Random random) {
        int sources = 3;
        Sequencer.Rule rule = rule(sources, false);
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
            ends[source] += batch.size();
            sequencer.hear(source, new Mark(times[source], ends[source]));
            sequencer.release(random.nextInt(500), now, this::take);
            if (random.nextInt(50) == 0) {
                sequencer = sequencer(rule);
            }
        }
        releaseAll(sequencer);

        assertThat(released).hasSize(items);
        assertThat(released.stream().map(Item::read))
                .isSortedAccordingTo(Comparator.comparingLong(Item::time)
                        .thenComparingInt(Item::source)
                        .thenComparingLong(Item::offset));
        assertThat(sequencer.waiting()).isZero();
        assertThat(stored())
                .as("left in the store, beside the next batch's number")
                .isOne();
    }

    private int stored() {
        int stored = 0;
        try (KeyValueIterator<Bytes, byte[]> items =
                Batches.section(state, NAMES.items()).range(null, null)) {
            while (items.hasNext()) {
                items.next();
                stored++;
            }
        }
        return stored;
    }

    private Sequencer.Rule rule(int sources, boolean strict) {
        List<List<TopicPartition>> inputs = IntStream.range(0, sources)
                .mapToObj(source -> List.of(new TopicPartition("input", source)))
                .toList();
        return new Sequencer.Rule(new Upstream(inputs, Optional.of(Duration.ofMillis(100)), looking()), strict, false);
    }

    private InputEnds looking() {
        return new InputEnds() {
            @Override
            public long position(TopicPartition partition, long lastOffset) {
                return lastOffset + 1;
            }

            @Override
            public long idleAt(TopicPartition partition, long position, Duration quietFor, long at) {
                observed.see(partition, ends[partition.partition()], at);
                return observed.idleAt(partition, position, quietFor);
            }
        };
    }

    private void look() {
        for (int source = 0; source < ends.length; source++) {
            observed.see(new TopicPartition("input", source), ends[source], now);
        }
    }

    private void pass(long milliseconds) {
        now += milliseconds;
        context.setCurrentSystemTimeMs(now);
    }

    private int release(Sequencer<String> sequencer) {
        return sequencer.release(9, now, this::take);
    }

    /** Nothing more comes, and it is looked at twice. */
    private void releaseAll(Sequencer<String> sequencer) {
        for (int looks = 0; looks < 2; looks++) {
            pass(101);
            sequencer.release(Integer.MAX_VALUE, now, this::take);
        }
    }

    private Sequencer<String> sequencer(Sequencer.Rule rule) {
        return new Sequencer<>(rule, NAMES, SequencerPropertyTest::read, state, context);
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
