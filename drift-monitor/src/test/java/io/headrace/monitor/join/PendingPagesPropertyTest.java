package io.headrace.monitor.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.monitor.TestStores;
import io.headrace.monitor.avro.Pending;
import io.headrace.runtime.streams.store.TaskStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Pages beside a map: whatever order events come and go in, and however often the task is begun anew. */
class PendingPagesPropertyTest {

    private static final String SECTION = "pending";

    /** How event times of one event after the other lie. */
    enum Times {
        ASCENDING,
        NEARLY_ASCENDING,
        DESCENDING,
        ALL_EQUAL,
        ANY
    }

    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void holdsWhatAMapHolds(@ForAll long seed, @ForAll Times times, @ForAll @IntRange(min = 1, max = 400) int within)
            throws IOException {
        RandomGenerator random = new SplittableRandom(seed);
        Path directory = Files.createTempDirectory("pages");
        Map<Bytes, String> expected = new HashMap<>();
        List<Bytes> keys = new ArrayList<>();
        MockProcessorContext<Object, Object> context = TestStores.context(0, directory);
        TaskStore state = TestStores.open(context, "join");
        PendingPages pages = new PendingPages(state.values(SECTION));
        for (int i = 0; i < 1500; i++) {
            Pending event = event("e" + i, time(times, i, random));
            Bytes key = PendingPages.key(event.getEventTime(), event.getEventId());
            keys.add(key);
            pages.put(pages.page(key), key, event);
            expected.put(key, event.getEventId());
            // Labels come some events later, in any order; some never.
            Bytes old = keys.get(Math.max(0, i - random.nextInt(within)));
            assertThat(id(pages, old)).isEqualTo(expected.get(old));
            if (random.nextInt(10) > 0) {
                pages.remove(pages.page(old), old);
                expected.remove(old);
            }
            if (random.nextInt(200) == 0) {
                state.flushCache();
                pages = random.nextBoolean() ? pages : new PendingPages(state.values(SECTION));
            }
        }
        state.flushCache();

        PendingPages after = new PendingPages(state.values(SECTION));
        for (Bytes key : keys) {
            assertThat(id(after, key)).isEqualTo(expected.get(key));
        }
        TestStores.close(state);
        Utils.delete(directory.toFile());
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void whatIsOverLeavesInSteps(@ForAll long seed, @ForAll Times times) throws IOException {
        RandomGenerator random = new SplittableRandom(seed);
        Path directory = Files.createTempDirectory("pages");
        MockProcessorContext<Object, Object> context = TestStores.context(0, directory);
        TaskStore state = TestStores.open(context, "join");
        PendingPages pages = new PendingPages(state.values(SECTION));
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            Pending event = event("e" + i, time(times, i, random));
            Bytes key = PendingPages.key(event.getEventTime(), event.getEventId());
            pages.put(pages.page(key), key, event);
            all.add(event.getEventId());
        }
        state.flushCache();

        Set<String> left = new HashSet<>();
        PendingPages.Step step;
        do {
            step = pages.letGo(2_000_000, 1_900_000);
            assertThat(step.left()).as("one step").hasSizeLessThanOrEqualTo(64 * 32);
            step.left().forEach(event -> left.add(event.getEventId()));
        } while (!step.isLast());
        state.flushCache();

        assertThat(left).isEqualTo(all);
        assertThat(pages(state)).isEmpty();
        TestStores.close(state);
        Utils.delete(directory.toFile());
    }

    @Example
    void aStreamInOrderFillsItsPages() throws IOException {
        Path directory = Files.createTempDirectory("pages");
        MockProcessorContext<Object, Object> context = TestStores.context(0, directory);
        TaskStore state = TestStores.open(context, "join");
        PendingPages pages = new PendingPages(state.values(SECTION));
        for (int i = 0; i < 3_200; i++) {
            Pending event = event("e" + i, i * 1000L);
            Bytes key = PendingPages.key(event.getEventTime(), event.getEventId());
            pages.put(pages.page(key), key, event);
        }
        state.flushCache();

        assertThat(pages(state)).hasSize(100);
        TestStores.close(state);
        Utils.delete(directory.toFile());
    }

    @Example
    void aPageOfLargeRowsStaysSmall() throws IOException {
        Path directory = Files.createTempDirectory("pages");
        MockProcessorContext<Object, Object> context = TestStores.context(0, directory);
        TaskStore state = TestStores.open(context, "join");
        PendingPages pages = new PendingPages(state.values(SECTION));
        for (int i = 0; i < 64; i++) {
            Pending event = event("e" + i, i * 1000L);
            event.setRow(ByteBuffer.allocate(20_000));
            Bytes key = PendingPages.key(event.getEventTime(), event.getEventId());
            pages.put(pages.page(key), key, event);
        }
        state.flushCache();

        assertThat(pages(state)).allMatch(page -> page.value.length < 100_000);
        TestStores.close(state);
        Utils.delete(directory.toFile());
    }

    private static List<KeyValue<Bytes, byte[]>> pages(TaskStore state) {
        List<KeyValue<Bytes, byte[]>> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = state.values(SECTION).range(null, null)) {
            all.forEachRemaining(found::add);
        }
        return found;
    }

    private static @Nullable String id(PendingPages pages, Bytes key) {
        Pending found = pages.page(key).events().get(key);
        return found == null ? null : found.getEventId();
    }

    private static long time(Times times, int event, RandomGenerator random) {
        return switch (times) {
            case ASCENDING -> event;
            case NEARLY_ASCENDING -> Math.max(0, event - random.nextInt(100));
            case DESCENDING -> 1_000_000 - event;
            case ALL_EQUAL -> 7;
            case ANY -> random.nextInt(1_000_000);
        };
    }

    private static Pending event(String id, long time) {
        Pending event = new Pending();
        event.setEventId(id);
        event.setEventTime(time);
        event.setDeadline(time + 100_000);
        return event;
    }
}
