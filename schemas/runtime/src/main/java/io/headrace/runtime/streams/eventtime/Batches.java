package io.headrace.runtime.streams.eventtime;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Batches of items in a store, each whole as it came, in the order of the times they are given. What has been taken of a batch is
 * noted beside it, a bit for an item, and a batch of which everything has been is removed: so an item costs a part of a record,
 * and is never written again. One thread.
 */
public final class Batches {

    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + Integer.BYTES;
    private static final int KEY_BYTES = 2 * Long.BYTES;

    /** Begins the key of a note: behind every batch, since no time is below 0. */
    private static final byte NOTE = (byte) 0xFF;

    private static final Bytes END_OF_BATCHES = Bytes.wrap(new byte[] {NOTE});

    private final KeyValueStore<Bytes, byte[]> store;
    private final Set<Batch> touched = new LinkedHashSet<>();
    private long next;
    private long items;

    /** A batch in the store. */
    public static final class Batch {

        private final Bytes key;
        private final int size;
        private final BitSet taken;
        private boolean isNoted;

        private Batch(Bytes key, int size, BitSet taken) {
            this.key = key;
            this.size = size;
            this.taken = taken;
            this.isNoted = !taken.isEmpty();
        }

        /** Whether an item has been taken, by its place in the batch. */
        public boolean isTaken(int item) {
            return taken.get(item);
        }

        /** Whether all have been: it is no longer in the store. */
        public boolean isDone() {
            return taken.cardinality() == size;
        }

        Bytes key() {
            return key;
        }
    }

    /** Gets what is stored. */
    @FunctionalInterface
    public interface Reader {

        /** @return false to be given this batch, and those behind it, another time */
        boolean read(Batch batch, byte[] bytes);
    }

    /** Opens the store: looks at everything in it once. */
    public Batches(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                if (entry.key.get()[0] == NOTE) {
                    items -= note(entry.value).cardinality();
                } else {
                    items += size(entry.value);
                    next = Math.max(next, 1 + ByteBuffer.wrap(entry.key.get()).getLong(Long.BYTES));
                }
            }
        }
    }

    /** The store. Cached: what comes and goes between two commits costs no more than memory. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled();
    }

    /**
     * Keeps a batch.
     *
     * @param time 0 or more
     * @param items how many are in it, 1 or more
     */
    public Batch add(long time, byte[] bytes, int items) {
        Bytes key = Bytes.wrap(
                ByteBuffer.allocate(KEY_BYTES).putLong(time).putLong(next++).array());
        store.put(
                key,
                ByteBuffer.allocate(HEAD_BYTES + bytes.length)
                        .put(VERSION)
                        .putInt(items)
                        .put(bytes)
                        .array());
        this.items += items;
        return new Batch(key, items, new BitSet(items));
    }

    /** Takes an item, by its place in its batch; once each. {@link #save} is to be called before the next commit. */
    public void take(Batch batch, int item) {
        batch.taken.set(item);
        items--;
        touched.add(batch);
    }

    /** Writes what has been taken. */
    public void save() {
        for (Batch batch : touched) {
            Bytes note = noteKey(batch.key);
            if (batch.isDone()) {
                remove(batch.key);
                if (batch.isNoted) {
                    remove(note);
                }
            } else {
                batch.isNoted = true;
                byte[] bits = batch.taken.toByteArray();
                store.put(
                        note,
                        ByteBuffer.allocate(1 + bits.length)
                                .put(VERSION)
                                .put(bits)
                                .array());
            }
        }
        touched.clear();
    }

    /** How many items are left. */
    public long items() {
        return items;
    }

    /**
     * Reads what is stored, in order.
     *
     * @param from the key of the first batch; from the beginning where it is {@code null}
     * @return the key of the first batch that was not taken
     */
    // Kafka's own types have no place for "may be null", but an end of a range may be.
    @SuppressWarnings("NullAway")
    Optional<Bytes> read(@Nullable Bytes from, Reader reader) {
        try (KeyValueIterator<Bytes, byte[]> stored = store.range(from, END_OF_BATCHES)) {
            while (stored.hasNext()) {
                KeyValue<Bytes, byte[]> entry = stored.next();
                byte[] bytes = new byte[entry.value.length - HEAD_BYTES];
                System.arraycopy(entry.value, HEAD_BYTES, bytes, 0, bytes.length);
                if (!reader.read(opened(entry), bytes)) {
                    return Optional.of(entry.key);
                }
            }
        }
        return Optional.empty();
    }

    /** Reads all that is stored, in order. */
    public void readAll(Reader reader) {
        read(null, reader);
    }

    static long time(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong();
    }

    // A store's delete first reads what it removes. Kafka's own types have no place for "may be null", but a value may
    // be.
    @SuppressWarnings("NullAway")
    private void remove(Bytes key) {
        store.put(key, null);
    }

    private Batch opened(KeyValue<Bytes, byte[]> entry) {
        byte[] noted = store.get(noteKey(entry.key));
        return new Batch(entry.key, size(entry.value), noted == null ? new BitSet() : note(noted));
    }

    private int size(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        require(in.get());
        return in.getInt();
    }

    private BitSet note(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        require(in.get());
        return BitSet.valueOf(in);
    }

    private void require(byte version) {
        if (version != VERSION) {
            throw new IllegalStateException("store %s holds a batch of version %d; this release reads version %d"
                    .formatted(store.name(), version, VERSION));
        }
    }

    private static Bytes noteKey(Bytes batch) {
        return Bytes.wrap(
                ByteBuffer.allocate(1 + KEY_BYTES).put(NOTE).put(batch.get()).array());
    }
}
