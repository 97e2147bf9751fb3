package io.headrace.runtime.streams.eventtime;

import io.headrace.schemas.time.PartitionClock;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The progress of one input partition, kept in a store with the offset it was read to, so that it follows from the partition
 * alone: however often the task was stopped, moved or repeated. One thread.
 */
public final class InputClock {

    /** The offset before the first record. */
    public static final long NOTHING_READ = -1;

    private static final String ONLY_KEY = "clock";
    private static final byte VERSION = 1;

    private final KeyValueStore<String, byte[]> store;
    private final PartitionClock clock;
    private long offset;

    /** @param store of {@link #store}, the task's own */
    public InputClock(String store, ProcessorContext<?, ?> context) {
        this.store = context.getStateStore(store);
        byte[] stored = this.store.get(ONLY_KEY);
        if (stored == null) {
            clock = new PartitionClock();
            offset = NOTHING_READ;
        } else {
            ByteBuffer in = ByteBuffer.wrap(stored);
            require(in.get());
            offset = in.getLong();
            byte[] rest = new byte[in.remaining()];
            in.get(rest);
            clock = PartitionClock.read(rest);
        }
    }

    /** The store that a clock needs. Cached: it changes with every record, but only what it is at a commit is kept. */
    public static StoreBuilder<?> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled();
    }

    /**
     * An event was read.
     *
     * @return its position: its own time, or progress where that is beyond it; epoch milliseconds
     */
    public long see(long eventTime, long offset) {
        clock.see(eventTime);
        keep(offset);
        return Math.max(eventTime, clock.now());
    }

    /** A record was read that is not an event. */
    public void pass(long offset) {
        keep(offset);
    }

    /** No event to come has a position before this; {@link PartitionClock#UNKNOWN} at first. */
    public long watermark() {
        return clock.now();
    }

    /** Offset of the last record read; {@link #NOTHING_READ} before the first. */
    public long offset() {
        return offset;
    }

    private void keep(long read) {
        offset = read;
        byte[] now = clock.toBytes();
        store.put(
                ONLY_KEY,
                ByteBuffer.allocate(1 + Long.BYTES + now.length)
                        .put(VERSION)
                        .putLong(read)
                        .put(now)
                        .array());
    }

    private static void require(byte version) {
        if (version != VERSION) {
            throw new IllegalStateException(
                    "a stored input clock has version " + version + "; this release reads version " + VERSION);
        }
    }
}
