package io.headrace.runtime.streams.eventtime;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Takes items from several sources as they come, and gives them on in the order of their positions: time, then a tie-breaker
 * of the caller's. An item goes on when every source that could bring an earlier one has come as far. So the order follows from
 * what the sources hold, however fast each of them is read.
 *
 * <p>What waits is in a store. Those that are next are held ready in memory too, as many as are worth it; looking for what may
 * go costs nothing where nothing may. One thread.
 *
 * @param <T> what an item is, read from its bytes
 */
public final class Sequencer<T> {

    private static final int MOST_READY = 20_000;

    /**
     * How a sequencer goes by its sources.
     *
     * @param sources how many there are, numbered from 0
     * @param strict whether an item waits until every source is beyond its time, so that items of one time go in the order of
     *     their tie-breakers, whatever these are; otherwise tie-breakers begin with the source, in 4 bytes, and an item goes when
     *     every source has reached its time and those before its own are beyond it
     * @param eager whether items wait for no source
     */
    public record Rule(int sources, boolean strict, boolean eager) {}

    /**
     * Names of the stores.
     *
     * @param items what waits
     * @param sources watermarks
     */
    public record Names(String items, String sources) {

        /** In a fixed order, so that the topology's description is the same in every process. */
        public Set<StoreBuilder<?>> builders() {
            return new LinkedHashSet<>(List.of(
                    // Cached: what comes and goes between two commits costs no more than memory.
                    Stores.keyValueStoreBuilder(
                                    Stores.persistentKeyValueStore(items), Serdes.Bytes(), Serdes.ByteArray())
                            .withCachingEnabled(),
                    Stores.keyValueStoreBuilder(
                                    Stores.persistentKeyValueStore(sources), Serdes.Integer(), Serdes.ByteArray())
                            .withCachingEnabled()));
        }
    }

    /** Takes items that go on. */
    public interface Handler<T> {

        /**
         * The next item.
         *
         * @param time of its position, epoch milliseconds
         * @return false to leave it, and those behind it, for now: something else it needs is not there yet
         */
        boolean take(long time, T item);
    }

    private final Rule rule;
    private final KeyValueStore<Bytes, byte[]> store;
    private final Function<byte[], T> reader;
    private final Sources sources;
    private final TreeMap<Bytes, T> ready = new TreeMap<>();
    private long waiting;

    /** Every stored item up to this one is ready; all are when it is {@code null}. */
    private @Nullable Bytes readyThrough;

    /** @param reader reads an item from the bytes that {@link #add} was given */
    public Sequencer(Rule rule, Names names, Function<byte[], T> reader, ProcessorContext<?, ?> context) {
        this.rule = rule;
        this.reader = reader;
        store = context.getStateStore(names.items());
        sources = new Sources(context.getStateStore(names.sources()), rule.sources(), context.currentSystemTimeMs());
        try (KeyValueIterator<Bytes, byte[]> stored = store.all()) {
            stored.forEachRemaining(item -> remember(item.key, reader.apply(item.value)));
        }
    }

    /** A source says how far it is. */
    public void hear(int source, Mark mark) {
        sources.hear(source, mark);
    }

    /**
     * An item came.
     *
     * @param time of its position, 0 or more
     * @param tie orders items of one time; begins with the source's number in 4 bytes unless the rule is strict
     * @param bytes what it is kept as
     */
    public void add(long time, byte[] tie, byte[] bytes, T item) {
        Bytes key = Bytes.wrap(ByteBuffer.allocate(Long.BYTES + tie.length)
                .putLong(time)
                .put(tie)
                .array());
        store.put(key, bytes);
        remember(key, item);
    }

    /**
     * Lets items go on, the earliest first.
     *
     * @param most how many at most: what is left goes on with the next call
     * @param now epoch milliseconds by the wall clock
     * @return how many did
     */
    public int release(int most, long now, Handler<T> handler) {
        long limit = sources.limit(now);
        if (rule.eager()) {
            return releaseAny(most, handler);
        }
        int released = 0;
        while (released < most) {
            Map.Entry<Bytes, T> next = next();
            if (next == null || !mayGo(next.getKey(), limit) || !take(next, handler)) {
                break;
            }
            released++;
        }
        return released;
    }

    /**
     * The least position that something which goes on after this may have: the first waiting item's, or the sources' watermark
     * where that is less. Idle sources are left out.
     *
     * @return {@link Long#MAX_VALUE} where nothing waits and all sources are idle
     */
    public long watermark(long now) {
        long limit = sources.limit(now);
        Map.Entry<Bytes, T> next = next();
        return next == null ? limit : Math.min(limit, time(next.getKey()));
    }

    /** How far event time has come here, epoch milliseconds: it never falls, and no wrong clock moves it. */
    public long progress() {
        return sources.progress();
    }

    /** How many items wait. */
    public long waiting() {
        return waiting;
    }

    private boolean mayGo(Bytes key, long limit) {
        long time = time(key);
        if (limit == Long.MAX_VALUE || time < limit) {
            return true;
        }
        return !rule.strict() && time == limit && source(key) <= sources.firstAtLimit();
    }

    /** Where none waits for a source, one that is not ready holds no other up. */
    private int releaseAny(int most, Handler<T> handler) {
        int released = 0;
        for (Bytes key : List.copyOf(ready.keySet())) {
            T item = ready.get(key);
            if (released == most) {
                break;
            }
            released += item != null && take(Map.entry(key, item), handler) ? 1 : 0;
        }
        return released;
    }

    private boolean take(Map.Entry<Bytes, T> item, Handler<T> handler) {
        if (!handler.take(time(item.getKey()), item.getValue())) {
            return false;
        }
        ready.remove(item.getKey());
        store.delete(item.getKey());
        waiting--;
        return true;
    }

    private Map.@Nullable Entry<Bytes, T> next() {
        if (ready.isEmpty() && readyThrough != null) {
            refill(readyThrough);
        }
        return ready.firstEntry();
    }

    private void remember(Bytes key, T item) {
        waiting++;
        if (readyThrough == null || key.compareTo(readyThrough) <= 0) {
            ready.put(key, item);
            if (ready.size() > MOST_READY) {
                while (ready.size() > MOST_READY / 2) {
                    ready.pollLastEntry();
                }
                readyThrough = ready.lastKey();
            }
        }
    }

    // Kafka's own types have no place for "may be null", but an end of a range may be.
    @SuppressWarnings("NullAway")
    private void refill(Bytes from) {
        readyThrough = null;
        try (KeyValueIterator<Bytes, byte[]> stored = store.range(from, null)) {
            while (stored.hasNext()) {
                if (ready.size() == MOST_READY / 2) {
                    readyThrough = ready.lastKey();
                    return;
                }
                KeyValue<Bytes, byte[]> item = stored.next();
                ready.put(item.key, reader.apply(item.value));
            }
        }
    }

    private static int source(Bytes key) {
        return ByteBuffer.wrap(key.get()).getInt(Long.BYTES);
    }

    private static long time(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong();
    }
}
