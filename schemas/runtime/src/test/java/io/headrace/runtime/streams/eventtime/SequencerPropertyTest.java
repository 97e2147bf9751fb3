package io.headrace.runtime.streams.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
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
                Item item = coming.get(source).get(at[source]++);
                left--;
                sequencer.add(item.time(), item.tie(), item.text().getBytes(StandardCharsets.UTF_8), item.text());
                sequencer.hear(source, Mark.busy(item.time()));
            } else {
                sequencer.hear(source, new Mark(0, NOW));
            }
            sequencer.release(1 + random.nextInt(5), NOW, this::take);
            if (random.nextInt(20) == 0) {
                // After a restart idle sources have to say so again.
                sequencer = sequencer(rule);
            }
        }
        for (int source = 0; source < sources; source++) {
            sequencer.hear(source, new Mark(0, NOW));
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
        sequencer.add(5, new Item(5, 0, 0).tie(), new byte[] {1}, "early");
        sequencer.hear(0, Mark.busy(5));

        sequencer.hear(1, new Mark(0, NOW - 1 - earlier));
        assertThat(sequencer.release(9, NOW, this::take)).isZero();

        sequencer.hear(1, new Mark(0, NOW));
        assertThat(sequencer.release(9, NOW, this::take)).isOne();
    }

    private Sequencer<String> sequencer(Sequencer.Rule rule) {
        return new Sequencer<>(rule, NAMES, bytes -> new String(bytes, StandardCharsets.UTF_8), context);
    }

    private boolean take(long time, String item) {
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
