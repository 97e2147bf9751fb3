package io.headrace.runtime.streams.eventtime;

import io.headrace.runtime.streams.expiry.StoredClock;
import io.headrace.schemas.time.PartitionClock;
import java.nio.ByteBuffer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The progress of one input partition, kept in a store with the offset it was read to, so that it follows from the partition
 * alone: however often the task was stopped, moved or repeated. One thread.
 */
public final class InputClock {

    /** The offset before the first record. */
    public static final long NOTHING_READ = -1;

    private static final String OFFSET = "offset";
    private static final String REST = "rest";
    private static final byte[] NOTHING = {};

    private final KeyValueStore<String, byte[]> store;
    private final StoredClock clock;
    private long offset;

    /** @param store of {@link #store}, the task's own */
    public InputClock(String store, ProcessorContext<?, ?> context) {
        this.store = context.getStateStore(store);
        this.clock = new StoredClock(context, store);
        byte[] stored = this.store.get(OFFSET);
        this.offset = stored == null ? NOTHING_READ : ByteBuffer.wrap(stored).getLong();
    }

    /** The store that a clock needs. */
    public static StoreBuilder<?> store(String name) {
        return StoredClock.store(name);
    }

    /**
     * An event was read.
     *
     * @return its position: its own time, or progress where that is beyond it; epoch milliseconds
     */
    public long see(long eventTime, long offset) {
        clock.see(eventTime);
        pass(offset);
        return Math.max(eventTime, clock.now());
    }

    /** A record was read that is not an event. */
    public void pass(long offset) {
        this.offset = offset;
        store.put(OFFSET, ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
    }

    /**
     * Keeps, with the offset, what was read up to it and is still to be passed on, in place of what was kept before.
     *
     * @param bytes of the caller's; none where nothing is left
     */
    public void keep(byte[] bytes) {
        store.put(REST, bytes);
    }

    /** What {@link #keep} was given last; none at first. */
    public byte[] kept() {
        byte[] kept = store.get(REST);
        return kept == null ? NOTHING : kept;
    }

    /** No event to come has a position before this; {@link PartitionClock#UNKNOWN} at first. */
    public long watermark() {
        return clock.now();
    }

    /** Offset of the last record read; {@link #NOTHING_READ} before the first. */
    public long offset() {
        return offset;
    }
}
