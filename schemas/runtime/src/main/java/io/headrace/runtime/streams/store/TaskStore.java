package io.headrace.runtime.streams.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.apache.kafka.streams.state.internals.StateStoreProvider;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * All that a task remembers, in one store of Kafka Streams, in {@link Section}s with names. One store is one changelog: each partition that a
 * transaction writes to costs the broker a marker at its end and makes the next transaction wait for it, so that a commit of twenty stores
 * takes several times as long as one of a store with twenty sections.
 *
 * <p>Sections hold back what is written to them until a commit, and the owners of some keep all that changes until then. What a commit holds is
 * complete: owners write within the transaction, before it ends. Kafka Streams has caches flushed at that moment, and nothing else; so
 * this store is a cache to it. {@link CachedStateStore} is internal to Kafka Streams: a test on a broker holds that it still does what is
 * written here.
 *
 * <p>Names are numbered in the store as they come up, so that a key is a byte or two longer than its owner's. A name that is not used any more keeps its number
 * and what it holds. One thread.
 */
public final class TaskStore implements StateStore, CachedStateStore<Object, Object> {

    /** Of sections' names: before a name its number. */
    private static final byte NAMES = 0;

    /** Numbers below it take one byte. */
    private static final int ONE_BYTE = 0x80;

    private static final int MOST_SECTIONS = 0x7EFE;

    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final Map<String, byte[]> prefixes = new HashMap<>();
    private boolean isRead;

    TaskStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Builds it, with a changelog. A name is a store's in its whole topology. */
    public static StoreBuilder<TaskStore> builder(String name) {
        return new TaskStoreBuilder(name);
    }

    /** The processor's store of that name, without what Kafka Streams puts around it. */
    public static TaskStore of(ProcessorContext<?, ?> context, String name) {
        StateStore found = context.getStateStore(name);
        while (!(found instanceof TaskStore) && found instanceof WrappedStateStore<?, ?, ?> around) {
            found = around.wrapped();
        }
        if (found instanceof TaskStore store) {
            return store;
        }
        throw new IllegalStateException("store %s is not a task's".formatted(name));
    }

    /** One around a store, for what has no topology. */
    public static TaskStore around(KeyValueStore<Bytes, byte[]> store) {
        return new TaskStore(store);
    }

    /** Finds them by {@link org.apache.kafka.streams.KafkaStreams#store}: a copy that a standby keeps, to be read by {@link #copy}. */
    public static QueryableStoreType<TaskStore> copies() {
        return new QueryableStoreType<>() {
            @Override
            public boolean accepts(StateStore store) {
                return store instanceof TaskStore;
            }

            @Override
            public TaskStore create(StateStoreProvider stores, String name) {
                return stores.stores(name, this).getFirst();
            }
        };
    }

    /** A section of values that change often; the same one each time. */
    public CommitStore values(String section) {
        return open(section, CommitStore.class, prefix -> new CommitStore(store, section, prefix));
    }

    /**
     * A section of items that come and go; the same one each time.
     *
     * @param comesOnce whether a key is put once and never again: what goes before it was written was never there
     */
    public ComeAndGoStore comeAndGo(String section, Predicate<Bytes> comesOnce) {
        return open(section, ComeAndGoStore.class, prefix -> new ComeAndGoStore(store, section, prefix, comesOnce));
    }

    /**
     * A section as it was committed, of a store whose owner is elsewhere: to be read by {@link CommitStore#committed} only. For any thread.
     *
     * @return empty where the owner has not opened it yet
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the copy is closed meanwhile
     */
    public Optional<CommitStore> copy(String section) {
        return Optional.ofNullable(store.get(nameKey(section))).map(number -> new CommitStore(store, section, number));
    }

    private <T extends Section> T open(String name, Class<T> type, Function<byte[], T> make) {
        Section section = sections.computeIfAbsent(name, _ -> make.apply(prefix(name)));
        if (!type.isInstance(section)) {
            throw new IllegalStateException("section %s of store %s is open as a %s already"
                    .formatted(name, name(), section.getClass().getSimpleName()));
        }
        return type.cast(section);
    }

    private byte[] prefix(String name) {
        if (!isRead) {
            try (KeyValueIterator<Bytes, byte[]> names =
                    store.range(Bytes.wrap(new byte[] {NAMES}), Bytes.wrap(new byte[] {NAMES + 1}))) {
                while (names.hasNext()) {
                    KeyValue<Bytes, byte[]> entry = names.next();
                    if (entry.key.get()[0] == NAMES) {
                        prefixes.put(new String(entry.key.get(), 1, entry.key.get().length - 1, UTF_8), entry.value);
                    }
                }
            }
            isRead = true;
        }
        return prefixes.computeIfAbsent(name, this::number);
    }

    private byte[] number(String name) {
        byte[] prefix = prefix(prefixes.size() + 1);
        store.put(nameKey(name), prefix);
        return prefix;
    }

    /** Of the greatest numbers the first byte says how it goes on; no prefix is the beginning of another, and none ends in the greatest byte. */
    private static byte[] prefix(int number) {
        if (number > MOST_SECTIONS) {
            throw new IllegalStateException("a store has %d sections at most".formatted(MOST_SECTIONS));
        }
        return number < ONE_BYTE
                ? new byte[] {(byte) number}
                : new byte[] {(byte) (ONE_BYTE | number / 0xFF), (byte) (number % 0xFF)};
    }

    private static Bytes nameKey(String section) {
        byte[] text = section.getBytes(UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + text.length).put(NAMES).put(text).array());
    }

    /** Within the transaction, before it is committed. Owners may write to any section. */
    @Override
    public void flushCache() {
        sections.values().forEach(Section::write);
        sections.values().forEach(Section::settle);
    }

    /** The task goes on elsewhere, or as a copy: what is in memory is not its state any more. */
    @Override
    public void clearCache() {
        sections.values().forEach(Section::abandon);
    }

    /** Nobody hears of what is written. */
    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        clearCache();
        sections.clear();
        prefixes.clear();
        isRead = false;
        store.init(context, root);
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        store.commit(changelogOffsets);
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return store.committedOffset(partition);
    }

    @Override
    @SuppressWarnings("deprecation") // Kafka Streams asks, and would keep offsets beside a store that does not say so
    public boolean managesOffsets() {
        return store.managesOffsets();
    }

    @Override
    public long approximateNumUncommittedBytes() {
        return store.approximateNumUncommittedBytes()
                + sections.values().stream().mapToLong(Section::bytes).sum();
    }

    @Override
    public Position getPosition() {
        return store.getPosition();
    }

    @Override
    public void close() {
        clearCache();
        store.close();
    }

    @Override
    public boolean persistent() {
        return store.persistent();
    }

    @Override
    public boolean isOpen() {
        return store.isOpen();
    }
}
