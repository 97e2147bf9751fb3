package io.headrace.runtime.streams.store;

import java.util.Arrays;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A part of a {@link TaskStore} with keys of its own, which holds back what is written to it until a commit. One thread, but for what says
 * otherwise.
 */
public abstract sealed class Section permits CommitStore, ComeAndGoStore {

    /** What waits to be written takes no more memory than that, about. */
    static final int MOST_BYTES = 8 << 20;

    private static final byte[] NO_PREFIX = {};

    private final KeyValueStore<Bytes, byte[]> store;
    private final String name;

    /** Before every key. None is the beginning of another section's. */
    private final byte[] prefix;

    private @Nullable Runnable writer;

    Section(KeyValueStore<Bytes, byte[]> store, String name, byte[] prefix) {
        this.store = store;
        this.name = name;
        this.prefix = prefix;
    }

    /** All of a store. */
    Section(KeyValueStore<Bytes, byte[]> store) {
        this(store, store.name(), NO_PREFIX);
    }

    /** For messages. */
    public final String name() {
        return name;
    }

    /**
     * Has the owner's state written at each commit.
     *
     * @param owner puts what has changed since it was called last. In place of the one before
     */
    public final void beforeCommit(Runnable owner) {
        writer = owner;
    }

    /** Has the owner write what it has. */
    final void write() {
        if (writer != null) {
            writer.run();
        }
    }

    /** The owner is gone, with what it held back. */
    final void abandon() {
        writer = null;
        drop();
    }

    /** Writes what is held back. */
    public abstract void settle();

    /** Forgets what is held back. */
    abstract void drop();

    /** What is held back takes so much memory, about. */
    abstract long bytes();

    /** What was written and is not held back any more. */
    final byte @Nullable [] written(Bytes key) {
        return store.get(placed(key));
    }

    // A store's own delete first reads what it removes. Kafka's own types have no place for "may be null", but a value
    // may be.
    @SuppressWarnings("NullAway")
    final void write(Bytes key, byte @Nullable [] value) {
        store.put(placed(key), value);
    }

    /** What was written, in the order of the keys; both ends included, open where they are {@code null}. */
    final KeyValueIterator<Bytes, byte[]> written(@Nullable Bytes from, @Nullable Bytes to) {
        return prefix.length == 0 ? store.range(from, to) : new Within(store.range(first(from), last(to)), prefix);
    }

    /** As {@link #written(Bytes, Bytes)}, from the greatest key down. */
    final KeyValueIterator<Bytes, byte[]> writtenReversed(@Nullable Bytes from, @Nullable Bytes to) {
        return prefix.length == 0
                ? store.reverseRange(from, to)
                : new Within(store.reverseRange(first(from), last(to)), prefix);
    }

    private Bytes first(@Nullable Bytes from) {
        return from == null ? Bytes.wrap(prefix) : placed(from);
    }

    /** Behind every key of the section, where there is no other end: no prefix ends in the greatest byte. */
    private Bytes last(@Nullable Bytes to) {
        if (to != null) {
            return placed(to);
        }
        byte[] next = prefix.clone();
        next[next.length - 1]++;
        return Bytes.wrap(next);
    }

    private Bytes placed(Bytes key) {
        if (prefix.length == 0) {
            return key;
        }
        byte[] own = key.get();
        byte[] placed = new byte[prefix.length + own.length];
        System.arraycopy(prefix, 0, placed, 0, prefix.length);
        System.arraycopy(own, 0, placed, prefix.length, own.length);
        return Bytes.wrap(placed);
    }

    /** A section's entries, by keys without its prefix. */
    private static final class Within implements KeyValueIterator<Bytes, byte[]> {

        private final KeyValueIterator<Bytes, byte[]> entries;
        private final byte[] prefix;
        private @Nullable KeyValue<Bytes, byte[]> next;

        Within(KeyValueIterator<Bytes, byte[]> entries, byte[] prefix) {
            this.entries = entries;
            this.prefix = prefix;
        }

        /**
         * Not before it is asked for: RocksDB walks over all that was deleted on the way to the next entry. The end of a range may be the first key of
         * the next section, which is not of this one.
         */
        private @Nullable KeyValue<Bytes, byte[]> advance() {
            while (next == null && entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                byte[] key = entry.key.get();
                if (startsWith(key)) {
                    next = KeyValue.pair(Bytes.wrap(Arrays.copyOfRange(key, prefix.length, key.length)), entry.value);
                }
            }
            return next;
        }

        private boolean startsWith(byte[] key) {
            return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
        }

        @Override
        public boolean hasNext() {
            return advance() != null;
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            KeyValue<Bytes, byte[]> entry = found();
            next = null;
            return entry;
        }

        @Override
        public Bytes peekNextKey() {
            return found().key;
        }

        private KeyValue<Bytes, byte[]> found() {
            KeyValue<Bytes, byte[]> entry = advance();
            if (entry == null) {
                throw new NoSuchElementException("the section has no more entries");
            }
            return entry;
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}
