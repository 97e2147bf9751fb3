package io.headrace.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.monitor.TestStores;
import io.headrace.monitor.performance.Outcome;
import io.headrace.runtime.streams.store.TaskStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeStoreTest {

    @TempDir
    Path directory;

    private MockProcessorContext<Object, Object> context;
    private TaskStore state;
    private long sequence;

    @BeforeEach
    void open() {
        context = TestStores.context(0, directory);
        state = TestStores.open(context, WatchProcessor.STORE);
    }

    @AfterEach
    void close() {
        TestStores.close(state);
    }

    @Test
    void aSmallerWindowHoldsTheNewestAndIsFullAtOnce() {
        add(store(2000), "p@1", 2500);
        OutcomeStore smaller = store(1000);

        assertThat(smaller.size("p@1")).isEqualTo(1000);
        assertThat(sequences(smaller)).containsExactlyElementsOf(range(1500, 2500));

        add(smaller, "p@1", 300);

        assertThat(sequences(store(1000))).containsExactlyElementsOf(range(1800, 2800));
        assertThat(stored("p@1"))
                .as("the others have left the store, but for those in a block with one of these")
                .isBetween(1000, 1000 + OutcomeStore.BLOCK);
    }

    @Test
    void aLargerWindowFillsUp() {
        add(store(1000), "p@1", 1500);
        OutcomeStore larger = store(2000);
        add(larger, "p@1", 1);

        assertThat(sequences(store(2000))).containsExactlyElementsOf(range(500, 1501));
        add(larger, "p@1", 999);
        assertThat(larger.size("p@1")).isEqualTo(2000);
    }

    @Test
    void whatIsHeldInMemoryIsWhatIsStored() {
        OutcomeStore store = store(300);
        for (int check = 0; check < 20; check++) {
            add(store, "p@1", 50);
            add(store, "p@2", 30);

            List<Long> held = sequences(store);

            assertThat(held).hasSize(Math.min(300, 50 * (check + 1)));
            state.flushCache();
            assertThat(sequences(new OutcomeStore(new WatchStores(context), 300)))
                    .as("read from the store after check " + check)
                    .isEqualTo(held);
        }
    }

    @Test
    void keepsTheVersionsThatGotLabelsLast() {
        OutcomeStore store = store(10);
        for (int version = 1; version <= OutcomeStore.MOST_VERSIONS + 50; version++) {
            add(store, "p@" + version, 4);
        }

        List<String> newestFirst = store(10).newestFirst();
        assertThat(newestFirst).hasSizeLessThanOrEqualTo(OutcomeStore.MOST_VERSIONS);
        assertThat(newestFirst.getFirst()).isEqualTo("p@" + (OutcomeStore.MOST_VERSIONS + 50));
    }

    /** Goes on with what was committed. */
    private OutcomeStore store(int capacity) {
        state.flushCache();
        WatchStores stores = new WatchStores(context);
        OutcomeStore store = new OutcomeStore(stores, capacity);
        stores.beforeCommit(store::write);
        return store;
    }

    private int stored(String model) {
        WatchStores stores = new WatchStores(context);
        return IntStream.range(0, 100)
                .map(block -> stores.outcomes(model, block).size())
                .sum();
    }

    private void add(OutcomeStore store, String model, int count) {
        for (int i = 0; i < count; i++) {
            store.add(model, new Outcome(sequence, sequence, List.of(0.5), 1));
            sequence++;
        }
    }

    private static List<Long> sequences(OutcomeStore store) {
        return store.outcomes("p@1").stream().map(Outcome::sequence).toList();
    }

    private static List<Long> range(long from, long until) {
        return LongStream.range(from, until).boxed().toList();
    }
}
