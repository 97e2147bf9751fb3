package io.headrace.runtime.streams.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** What is written is read at once, is in the store after a commit, and is gone when the task is. */
class CommitStorePropertyTest {

    private final TreeMap<String, String> expected = new TreeMap<>();
    private KeyValueStore<Bytes, byte[]> inner;

    @BeforeTry
    void beginWithAnEmptyStore() {
        expected.clear();
        inner = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("inner"), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        inner.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), inner);
    }

    @Property(tries = 200)
    void aCommitStoreIsTheMapThatWasWritten(@ForAll Random random) {
        CommitStore store = CommitStore.around(inner);
        store.beforeCommit(() -> store.put(key("owner"), value("" + expected.size())));
        for (int i = 0; i < 300; i++) {
            String key = "k" + random.nextInt(20);
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5, 6, 7 -> {
                    store.put(key(key), value("v" + i));
                    expected.put(key, "v" + i);
                }
                case 8, 9, 10, 11 -> {
                    store.delete(key(key));
                    expected.remove(key);
                }
                case 12 -> assertThat(all(store.range(null, null))).containsExactlyElementsOf(entries(expected));
                case 13 -> {
                    store.flushCache();
                    expected.put("owner", "" + expected.size());
                    assertThat(all(inner.all())).containsExactlyElementsOf(entries(expected));
                }
                default ->
                    assertThat(store.get(key(key)))
                            .isEqualTo(expected.containsKey(key) ? value(expected.get(key)) : null);
            }
        }
    }

    @Property(tries = 200)
    void soIsOneOfWhatComesAndGoes(@ForAll Random random) {
        ComeAndGoStore store = ComeAndGoStore.around(inner);
        for (int i = 0; i < 300; i++) {
            String key = "k" + random.nextInt(20);
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5, 6, 7 -> {
                    store.put(key(key), value("v" + i));
                    expected.put(key, "v" + i);
                }
                case 8, 9, 10, 11 -> {
                    store.put(key(key), null);
                    expected.remove(key);
                }
                case 12 -> assertThat(all(store.all())).containsExactlyElementsOf(entries(expected));
                case 13 -> {
                    store.flushCache();
                    assertThat(all(inner.all())).containsExactlyElementsOf(entries(expected));
                }
                default ->
                    assertThat(store.get(key(key)))
                            .isEqualTo(expected.containsKey(key) ? value(expected.get(key)) : null);
            }
        }
    }

    @Property(tries = 50)
    void whatWasNotCommittedGoesWithTheTask(@ForAll Random random) {
        aCommitStoreIsTheMapThatWasWritten(random);
        CommitStore store = CommitStore.around(inner);
        store.flushCache();
        store.put(key("k1"), value("lost"));
        List<String> before = all(inner.all());

        store.clearCache();
        store.flushCache();

        assertThat(all(inner.all())).isEqualTo(before);
    }

    private static Bytes key(String key) {
        return Bytes.wrap(key.getBytes(UTF_8));
    }

    private static byte[] value(String value) {
        return value.getBytes(UTF_8);
    }

    private static List<String> entries(Map<String, String> map) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
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
