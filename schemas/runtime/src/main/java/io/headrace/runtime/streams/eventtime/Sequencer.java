package io.headrace.runtime.streams.eventtime;

import io.headrace.runtime.streams.store.TaskStore;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes items from several sources as they come, in batches, and gives them on in the order of their positions: time, then a
 * tie-breaker of the caller's. An item goes on when every source that could bring an earlier one has come as far. So the order
 * follows from what the sources hold, however fast each of them is read. A source is not waited for by what came before it was
 * idle last.
 *
 * <p>What waits is in a store, each batch as it came. The batches that begin earliest are held ready in memory too, as many as
 * are worth it; looking for what may go costs nothing where nothing may. One thread.
 *
 * @param <T> what an item is, read from its batch's bytes
 */
public final class Sequencer<T> {

    /** So many items are ready at most, unless a batch alone has more. */
    static final int MOST_READY = 20_000;

    /** The batches they lie in have so many bytes together at most, unless one alone has more. */
    static final int MOST_READY_BYTES = 16 << 20;

    /**
     * How a sequencer goes by its sources.
     *
     * @param upstream the sources
     * @param strict whether an item waits until every source is beyond its time, so that items of one time go in the order of
     *     their tie-breakers, whatever these are; otherwise tie-breakers begin with the source, in 4 bytes, and an item goes when
     *     every source has reached its time and those before its own are beyond it
     * @param eager whether items wait for no source
     */
    public record Rule(Upstream upstream, boolean strict, boolean eager) {}

    /**
     * Names of the task's sections.
     *
     * @param items what waits
     * @param sources watermarks
     */
    public record Names(String items, String sources) {}

    /**
     * An item of a batch. Of two in one position the later one counts.
     *
     * @param time of its position, 0 or more
     * @param tie orders items of one time; begins with the source's number in 4 bytes unless the rule is strict
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Item<T>(long time, byte[] tie, T content) {}

    /** Takes items that go on. */
    public interface Handler<T> {

        /**
         * The next item.
         *
         * @param time of its position, epoch milliseconds
         * @param since when it came here, epoch milliseconds by the wall clock; what was here at the start came then
         * @return false to leave it, and those behind it, for now: something else it needs is not there yet
         */
        boolean take(long time, long since, T item);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by its contents, see compareTo
    private record Position(long time, byte[] tie) implements Comparable<Position> {

        @Override
        public int compareTo(Position other) {
            return time == other.time ? Arrays.compareUnsigned(tie, other.tie) : Long.compare(time, other.time);
        }

        int source() {
            return ByteBuffer.wrap(tie).getInt();
        }
    }

    private record Loaded<T>(Batches.Batch batch, List<Item<T>> items, int bytes, long since) {}

    private record Ready<T>(Loaded<T> from, int place) {

        T content() {
            return from.items().get(place).content();
        }
    }

    private final Rule rule;
    private final Batches batches;
    private final Function<byte[], List<Item<T>>> reader;
    private final Sources sources;
    private final Settled<List<Long>> passedOn;
    private final Settled<Long> workedOff = new Settled<>(InputEnds.NEVER);
    private final ProcessorContext<?, ?> context;
    private final TreeMap<Position, Ready<T>> ready = new TreeMap<>();
    private final TreeMap<Bytes, Loaded<T>> loaded = new TreeMap<>();

    /** This stored batch and those behind it are not loaded; all are where it is {@code null}. */
    private @Nullable Bytes coldFrom;

    private long waiting;
    private long loadedBytes;

    /** @param reader reads items from the bytes that {@link #add} was given with them */
    public Sequencer(
            Rule rule,
            Names names,
            Function<byte[], List<Item<T>>> reader,
            TaskStore state,
            ProcessorContext<?, ?> context) {
        this.rule = rule;
        this.reader = reader;
        this.context = context;
        batches = new Batches(Batches.section(state, names.items()));
        sources = new Sources(state.values(names.sources()), rule.upstream());
        passedOn = new Settled<>(sources.read().stream().map(_ -> 0L).toList());
        waiting = batches.count();
        refill(null);
    }

    /** A source says how far it is. */
    public void hear(int source, Mark mark) {
        sources.hear(source, mark);
    }

    /**
     * Items came together, now.
     *
     * @param bytes what they are kept as
     */
    public void add(byte[] bytes, List<Item<T>> items) {
        add(bytes, items, context.currentSystemTimeMs());
    }

    /**
     * Items came together, or what they were made of did.
     *
     * @param bytes what they are kept as
     * @param since when they came, epoch milliseconds by the wall clock
     */
    public void add(byte[] bytes, List<Item<T>> items, long since) {
        if (items.isEmpty()) {
            return;
        }
        long first = items.stream().mapToLong(Item::time).min().orElseThrow();
        Batches.Batch batch = batches.add(first, bytes, items.size());
        waiting += items.size();
        if (coldFrom == null || batch.key().compareTo(coldFrom) < 0) {
            load(new Loaded<>(batch, items, bytes.length, since));
            unload();
        }
    }

    /**
     * Lets items go on, the earliest first.
     *
     * @param most how many at most: what is left goes on with the next call
     * @param now epoch milliseconds by the wall clock
     * @return how many did
     */
    public int release(int most, long now, Handler<T> handler) {
        sources.look(now);
        int released = rule.eager() ? releaseAny(most, handler) : releaseInOrder(most, now, handler);
        batches.save();
        return released;
    }

    /**
     * The least position that something which goes on after this may have: the first waiting item's, or the sources' watermark
     * where that is less. Idle sources are left out.
     */
    public long watermark() {
        return first(sources.limit());
    }

    /**
     * As far as something is concerned that came at a time: sources that have been idle since are left out.
     *
     * @param since epoch milliseconds by the wall clock
     * @return {@link Long#MAX_VALUE} where nothing waits and all sources have been idle since
     */
    public long watermark(long since) {
        return first(sources.limit(since, context.currentSystemTimeMs()));
    }

    private long first(long limit) {
        Map.Entry<Position, Ready<T>> next = next();
        return next == null ? limit : Math.min(limit, next.getKey().time());
    }

    /**
     * Up to where everything in the sources' inputs has come, and has gone on: an offset of each, source by source. To be asked often:
     * what has come now counts later, when what waits now has gone on.
     */
    public List<Long> passedOn() {
        return passedOn.at(sources.read(), batches.next(), leastWaiting());
    }

    /**
     * The last moment known of which everything that was in the sources' inputs has come, and has gone on; to be asked often.
     *
     * @param atMost no moment after this counts, epoch milliseconds
     * @return epoch milliseconds by the wall clock; {@link InputEnds#NEVER} while none is known
     */
    public long workedOffAt(long atMost) {
        return workedOff.at(
                Math.min(atMost, sources.readAt(context.currentSystemTimeMs())), batches.next(), leastWaiting());
    }

    private long leastWaiting() {
        return coldFrom != null
                ? Long.MIN_VALUE
                : loaded.values().stream()
                        .mapToLong(one -> one.batch().number())
                        .min()
                        .orElse(Long.MAX_VALUE);
    }

    /** How far event time has come here, epoch milliseconds: it never falls, and no wrong clock moves it. */
    public long progress() {
        return sources.progress();
    }

    /** How many items wait. */
    public long waiting() {
        return waiting;
    }

    private int releaseInOrder(int most, long now, Handler<T> handler) {
        int released = 0;
        while (released < most) {
            Map.Entry<Position, Ready<T>> next = next();
            if (next == null
                    || !mayGo(
                            next.getKey(), sources.limit(next.getValue().from().since(), now))
                    || !take(next.getKey(), next.getValue(), handler)) {
                break;
            }
            released++;
        }
        return released;
    }

    private boolean mayGo(Position position, long limit) {
        long time = position.time();
        if (limit == Long.MAX_VALUE || time < limit) {
            return true;
        }
        return !rule.strict() && time == limit && position.source() <= sources.firstAtLimit();
    }

    /** Where none waits for a source, one that is not ready holds no other up. */
    private int releaseAny(int most, Handler<T> handler) {
        next();
        int released = 0;
        for (Position position : List.copyOf(ready.keySet())) {
            Ready<T> item = ready.get(position);
            if (released == most) {
                break;
            }
            released += item != null && take(position, item, handler) ? 1 : 0;
        }
        return released;
    }

    private boolean take(Position position, Ready<T> item, Handler<T> handler) {
        if (!handler.take(position.time(), item.from().since(), item.content())) {
            return false;
        }
        ready.remove(position);
        drop(item);
        return true;
    }

    private void drop(Ready<T> item) {
        Batches.Batch batch = item.from().batch();
        batches.take(batch, item.place());
        waiting--;
        if (batch.isDone() && loaded.remove(batch.key()) != null) {
            loadedBytes -= item.from().bytes();
        }
    }

    /** A batch that is not loaded may begin before what is ready. */
    private Map.@Nullable Entry<Position, Ready<T>> next() {
        while (coldFrom != null && (ready.isEmpty() || ready.firstKey().time() >= Batches.time(coldFrom))) {
            refill(coldFrom);
        }
        return ready.firstEntry();
    }

    /** Loads stored batches, one at least. */
    private void refill(@Nullable Bytes from) {
        batches.save();
        int before = loaded.size();
        coldFrom = batches.read(from, stored -> {
                    if (loaded.size() > before
                            && (ready.size() >= MOST_READY / 2 || loadedBytes >= MOST_READY_BYTES / 2)) {
                        return false;
                    }
                    load(new Loaded<>(
                            stored.batch(),
                            reader.apply(stored.bytes()),
                            stored.bytes().length,
                            context.currentSystemTimeMs()));
                    return true;
                })
                .orElse(null);
    }

    private void load(Loaded<T> came) {
        loaded.put(came.batch().key(), came);
        loadedBytes += came.bytes();
        for (int place = 0; place < came.items().size(); place++) {
            if (!came.batch().isTaken(place)) {
                Item<T> item = came.items().get(place);
                Ready<T> own = new Ready<>(came, place);
                Position position = new Position(item.time(), item.tie());
                Ready<T> same = ready.put(position, own);
                if (same != null && same.from().batch().number() > came.batch().number()) {
                    ready.put(position, same);
                    drop(own);
                } else if (same != null) {
                    drop(same);
                }
            }
        }
    }

    private void unload() {
        if (ready.size() <= MOST_READY && loadedBytes <= MOST_READY_BYTES) {
            return;
        }
        while ((ready.size() > MOST_READY / 2 || loadedBytes > MOST_READY_BYTES / 2) && loaded.size() > 1) {
            batches.save();
            Map.Entry<Bytes, Loaded<T>> last = loaded.pollLastEntry();
            coldFrom = last.getKey();
            loadedBytes -= last.getValue().bytes();
            last.getValue()
                    .items()
                    .forEach(item -> ready.computeIfPresent(
                            new Position(item.time(), item.tie()),
                            (_, one) -> one.from().batch().key().equals(last.getKey()) ? null : one));
        }
    }
}
