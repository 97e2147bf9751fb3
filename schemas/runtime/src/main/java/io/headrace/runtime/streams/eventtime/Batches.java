package io.headrace.runtime.streams.eventtime;

import io.headrace.runtime.streams.store.ComeAndGoStore;
import io.headrace.runtime.streams.store.TaskStore;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
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

    /** The key of the next batch's number. */
    private static final Bytes NEXT = END_OF_BATCHES;

    private final ComeAndGoStore store;

    /** Those of which something was taken since the last {@link #save}. */
    private final Map<Bytes, Batch> touched = new LinkedHashMap<>();

    /** Those that grew since then. */
    private final Map<Bytes, Grown> grown = new LinkedHashMap<>();

    private long next;

    /** A batch in the store. */
    public static final class Batch {

        private final Bytes key;
        private final BitSet taken;
        private int size;
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

        /** How many items it has, taken or not. */
        public int size() {
            return size;
        }

        /** Its number: batches are numbered as they come, also over restarts. */
        public long number() {
            return ByteBuffer.wrap(key.get()).getLong(Long.BYTES);
        }

        /** Its key in the store. */
        public Bytes key() {
            return key;
        }
    }

    /**
     * A batch as it is stored.
     *
     * @param bytes as it came
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Stored(Batch batch, byte[] bytes) {}

    /** @param bytes what it comes to */
    private record Grown(Batch batch, Supplier<byte[]> bytes) {}

    /** Gets what is stored. */
    @FunctionalInterface
    public interface Reader {

        /** @return false to be given this batch, and those behind it, another time */
        boolean read(Stored stored);
    }

    /** Opens them in what {@link #section} or {@link #growing} gave. */
    public Batches(ComeAndGoStore store) {
        this.store = store;
        byte[] stored = store.get(NEXT);
        if (stored != null) {
            ByteBuffer in = ByteBuffer.wrap(stored);
            require(in.get());
            next = in.getLong();
        }
    }

    /** A task's section of batches: one that comes and is done between two commits is never written. */
    public static ComeAndGoStore section(TaskStore state, String name) {
        return state.comeAndGo(name, Batches::isBatch);
    }

    /** A task's section of batches that {@link #grow}. */
    public static ComeAndGoStore growing(TaskStore state, String name) {
        return state.comeAndGo(name, _ -> false);
    }

    /**
     * Keeps a batch.
     *
     * @param time 0 or more
     * @param size how many items are in it, 1 or more
     */
    public Batch add(long time, byte[] bytes, int size) {
        Bytes key = Bytes.wrap(
                ByteBuffer.allocate(KEY_BYTES).putLong(time).putLong(next++).array());
        store.put(
                NEXT,
                ByteBuffer.allocate(1 + Long.BYTES).put(VERSION).putLong(next).array());
        put(key, bytes, size);
        return new Batch(key, size, new BitSet(size));
    }

    /**
     * More items are in a batch that is not done.
     *
     * @param bytes all of it, in place of what was kept: asked for when it is written
     */
    public void grow(Batch batch, Supplier<byte[]> bytes, int size) {
        batch.size = size;
        grown.put(batch.key, new Grown(batch, bytes));
    }

    /** A batch grows no more: what it comes to is written. */
    public void complete(Batch batch) {
        Grown now = grown.remove(batch.key);
        if (now != null) {
            write(now);
        }
    }

    private void write(Grown now) {
        if (!now.batch().isDone()) {
            put(now.batch().key, now.bytes().get(), now.batch().size);
        }
    }

    private void put(Bytes key, byte[] bytes, int size) {
        store.put(
                key,
                ByteBuffer.allocate(HEAD_BYTES + bytes.length)
                        .put(VERSION)
                        .putInt(size)
                        .put(bytes)
                        .array());
    }

    /** The number that the next batch will have. */
    public long next() {
        return next;
    }

    /** Takes an item, by its place in its batch; once each. {@link #save} is to be called before the next commit, as after {@link #grow}. */
    public void take(Batch batch, int item) {
        batch.taken.set(item);
        touched.put(batch.key, batch);
    }

    /** Writes what grew and what has been taken. */
    public void save() {
        grown.values().forEach(this::write);
        grown.clear();
        for (Batch batch : touched.values()) {
            Bytes note = noteKey(batch.key);
            if (batch.isDone()) {
                store.delete(batch.key);
                if (batch.isNoted) {
                    store.delete(note);
                }
            } else {
                byte[] bits = batch.taken.toByteArray();
                batch.isNoted = true;
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

    /** How many items are left: looks at everything in the store. */
    public long count() {
        long[] items = {0};
        read(null, stored -> {
            items[0] += stored.batch().size() - stored.batch().taken.cardinality();
            return true;
        });
        return items[0];
    }

    /**
     * A stored batch, with what was taken of it.
     *
     * @return empty where everything has been
     */
    public Optional<Stored> find(Bytes key) {
        Grown now = grown.get(key);
        Batch batch = now == null ? touched.get(key) : now.batch();
        if (batch != null && batch.isDone()) {
            return Optional.empty();
        }
        if (now != null) {
            return Optional.of(new Stored(now.batch(), now.bytes().get()));
        }
        byte[] value = store.get(key);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(batch == null ? stored(key, value) : new Stored(batch, content(value)));
    }

    /**
     * Reads what is stored, in order.
     *
     * @param from the key of the first batch; from the beginning where it is {@code null}
     * @return the key of the first batch that was not read
     */
    public Optional<Bytes> read(@Nullable Bytes from, Reader reader) {
        save();
        try (KeyValueIterator<Bytes, byte[]> all = store.range(from, END_OF_BATCHES)) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                if (entry.key.equals(NEXT)) {
                    return Optional.empty();
                }
                if (!reader.read(stored(entry.key, entry.value))) {
                    return Optional.of(entry.key);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a key of the store is a batch's. Each batch has a key that no other ever had. */
    public static boolean isBatch(Bytes key) {
        return key.get()[0] != NOTE;
    }

    /** The time that a batch was given, by its key. */
    public static long time(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong();
    }

    private Stored stored(Bytes key, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        require(in.get());
        int size = in.getInt();
        byte[] noted = store.get(noteKey(key));
        return new Stored(new Batch(key, size, noted == null ? new BitSet() : note(noted)), content(value));
    }

    private static byte[] content(byte[] value) {
        return Arrays.copyOfRange(value, HEAD_BYTES, value.length);
    }

    private BitSet note(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        require(in.get());
        return BitSet.valueOf(in);
    }

    private void require(byte version) {
        if (version != VERSION) {
            throw new IllegalStateException("section %s holds a batch of version %d; this release reads version %d"
                    .formatted(store.name(), version, VERSION));
        }
    }

    private static Bytes noteKey(Bytes batch) {
        return Bytes.wrap(
                ByteBuffer.allocate(1 + KEY_BYTES).put(NOTE).put(batch.get()).array());
    }
}
