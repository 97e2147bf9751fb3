package io.headrace.runtime.streams.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** What is written to a section is read there at once, and nowhere else; it is in the store after a commit, and is gone when the task is. */
class TaskStorePropertyTest {

    /** Keys that begin alike, with the least and the greatest bytes; an empty one too. */
    private static final List<String> KEYS = List.of("", "\0", "\0\0", "\1", "a", "ab", "b", "\u007f", "é", "k\uffff");

    private final Map<String, TreeMap<Bytes, String>> committed = new HashMap<>();
    private final Map<String, TreeMap<Bytes, String>> expected = new HashMap<>();
    private final List<KeyValue<Bytes, byte[]>> before = new ArrayList<>();
    private KeyValueStore<Bytes, byte[]> inner;
    private TaskStore store;

    @BeforeTry
    void beginWithAnEmptyStore() {
        committed.clear();
        expected.clear();
        before.clear();
        inner = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("inner"), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        store = TaskStore.around(inner);
        begin();
    }

    private void begin() {
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
    }

    @Property(tries = 200)
    void eachSectionIsTheMapThatWasWritten(@ForAll Random random, @ForAll @IntRange(min = 1, max = 300) int sections) {
        for (int i = 0; i < 600; i++) {
            String section = (random.nextBoolean() ? "values-" : "come-and-go-") + random.nextInt(sections);
            Bytes key = key(KEYS.get(random.nextInt(KEYS.size())));
            TreeMap<Bytes, String> all = expected.computeIfAbsent(section, _ -> new TreeMap<>());
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5, 6, 7 -> {
                    put(section, key, "v" + i);
                    all.put(key, "v" + i);
                }
                case 8, 9, 10, 11 -> {
                    delete(section, key);
                    all.remove(key);
                }
                case 12 -> {
                    Bytes other = key(KEYS.get(random.nextInt(KEYS.size())));
                    rangeIs(
                            section,
                            all,
                            key.compareTo(other) < 0 ? key : other,
                            key.compareTo(other) < 0 ? other : key);
                }
                case 13 -> rangeIs(section, all, null, null);
                case 14 -> commit();
                case 15 -> abort();
                default -> assertThat(get(section, key)).isEqualTo(all.get(key));
            }
        }
        commit();
        abort();
        expected.forEach((section, all) -> rangeIs(section, all, null, null));
    }

    @Property(tries = 50)
    void ownersWriteBeforeACommitToAnySection(@ForAll Random random) {
        CommitStore first = store.values("first");
        CommitStore second = store.values("second");
        second.beforeCommit(() -> first.put(key("by the second"), value("" + random.nextInt())));
        first.beforeCommit(() -> second.put(key("by the first"), value("" + random.nextInt())));

        store.flushCache();

        begin();
        assertThat(store.values("first").get(key("by the second"))).isNotNull();
        assertThat(store.values("second").get(key("by the first"))).isNotNull();
    }

    @Example
    void anOwnerThatIsGoneWritesNothing() {
        CommitStore values = store.values("values");
        values.beforeCommit(() -> values.put(key("k"), value("owner")));
        values.put(key("lost"), value("lost"));

        store.clearCache();
        store.flushCache();

        assertThat(values.get(key("k"))).isNull();
        assertThat(values.get(key("lost"))).isNull();
    }

    @Example
    void aCopyHoldsWhatWasCommittedOnly() {
        assertThat(store.copy("values")).isEmpty();
        store.values("values").put(key("a"), value("1"));
        store.values("others").put(key("b"), value("2"));
        store.flushCache();
        store.values("values").put(key("c"), value("3"));

        CommitStore copy = store.copy("values").orElseThrow();
        assertThat(all(copy.committed(key("a"), key("z")))).containsExactly("a=1");
    }

    /** RocksDB walks over all that was deleted on the way to an entry, so none is looked for that nobody asks for. */
    @Example
    void noEntryIsLookedForBeforeItIsAskedFor() {
        AtomicInteger lookedFor = new AtomicInteger();
        TaskStore counted = TaskStore.around(counting(lookedFor));
        CommitStore values = counted.values("values");
        values.put(key("a"), value("1"));
        values.put(key("b"), value("2"));
        values.settle();
        lookedFor.set(0);

        try (KeyValueIterator<Bytes, byte[]> entries = values.reverseRange(null, key("z"))) {
            assertThat(lookedFor).hasValue(0);
            assertThat(entries.hasNext()).isTrue();
            assertThat(entries.next().value).isEqualTo(value("2"));
        }

        assertThat(lookedFor).hasValue(1);
    }

    /** The store, where each entry that an iterator is moved to is counted. */
    @SuppressWarnings("unchecked") // a proxy of the interface alone
    private KeyValueStore<Bytes, byte[]> counting(AtomicInteger lookedFor) {
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (_, method, arguments) -> {
                    Object answer = method.invoke(inner, arguments);
                    return answer instanceof KeyValueIterator<?, ?> entries ? counting(entries, lookedFor) : answer;
                });
    }

    private Object counting(KeyValueIterator<?, ?> entries, AtomicInteger lookedFor) {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueIterator.class}, (_, method, arguments) -> {
                    if (method.getName().equals("next")) {
                        lookedFor.incrementAndGet();
                    }
                    return method.invoke(entries, arguments);
                });
    }

    @Example
    void aSectionIsOfOneKind() {
        store.values("one");

        assertThatThrownBy(() -> store.comeAndGo("one", _ -> false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("section one of store inner is open as a CommitStore already");
    }

    /** As a transaction that is aborted: what it wrote is gone, and the task begins anew. */
    private void abort() {
        try (KeyValueIterator<Bytes, byte[]> now = inner.all()) {
            List<Bytes> keys = new ArrayList<>();
            now.forEachRemaining(entry -> keys.add(entry.key));
            keys.forEach(inner::delete);
        }
        inner.putAll(before);
        begin();
        expected.clear();
        committed.forEach((section, all) -> expected.put(section, new TreeMap<>(all)));
    }

    private void commit() {
        store.flushCache();
        before.clear();
        try (KeyValueIterator<Bytes, byte[]> now = inner.all()) {
            now.forEachRemaining(before::add);
        }
        committed.clear();
        expected.forEach((section, all) -> committed.put(section, new TreeMap<>(all)));
    }

    private static boolean isOfValues(String section) {
        return section.startsWith("values");
    }

    private ComeAndGoStore comeAndGo(String section) {
        return store.comeAndGo(section, _ -> false);
    }

    private void put(String section, Bytes key, String value) {
        if (isOfValues(section)) {
            store.values(section).put(key, value(value));
        } else {
            comeAndGo(section).put(key, value(value));
        }
    }

    private void delete(String section, Bytes key) {
        if (isOfValues(section)) {
            store.values(section).delete(key);
        } else {
            comeAndGo(section).delete(key);
        }
    }

    private @Nullable String get(String section, Bytes key) {
        byte[] found = isOfValues(section)
                ? store.values(section).get(key)
                : comeAndGo(section).get(key);
        return found == null ? null : new String(found, UTF_8);
    }

    private void rangeIs(String section, Map<Bytes, String> all, @Nullable Bytes from, @Nullable Bytes to) {
        List<String> within = all.entrySet().stream()
                .filter(entry -> from == null || entry.getKey().compareTo(from) >= 0)
                .filter(entry -> to == null || entry.getKey().compareTo(to) <= 0)
                .map(entry -> new String(entry.getKey().get(), UTF_8) + "=" + entry.getValue())
                .toList();
        if (isOfValues(section)) {
            assertThat(all(store.values(section).range(from, to))).isEqualTo(within);
            List<String> reversed = new ArrayList<>(within);
            Collections.reverse(reversed);
            assertThat(all(store.values(section).reverseRange(from, to))).isEqualTo(reversed);
        } else {
            assertThat(all(comeAndGo(section).range(from, to))).isEqualTo(within);
        }
    }

    private static Bytes key(String key) {
        return Bytes.wrap(key.getBytes(UTF_8));
    }

    private static byte[] value(String value) {
        return value.getBytes(UTF_8);
    }

    private static List<String> all(KeyValueIterator<Bytes, byte[]> entries) {
        try (entries) {
            List<String> all = new ArrayList<>();
            entries.forEachRemaining(
                    entry -> all.add(new String(entry.key.get(), UTF_8) + "=" + new String(entry.value, UTF_8)));
            return all;
        }
    }
}
