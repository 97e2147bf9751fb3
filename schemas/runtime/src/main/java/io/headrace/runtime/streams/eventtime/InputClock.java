package io.headrace.runtime.streams.eventtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.runtime.streams.expiry.StoredClock;
import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.schemas.time.PartitionClock;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The progress of one input partition, kept with the offset it was read to, so that it follows from the partition
 * alone: however often the task was stopped, moved or repeated. One thread.
 */
public final class InputClock {

    /** The offset before the first record. */
    public static final long NOTHING_READ = -1;

    private static final Bytes OFFSET = Bytes.wrap("offset".getBytes(UTF_8));
    private static final Bytes REST = Bytes.wrap("rest".getBytes(UTF_8));
    private static final byte[] NOTHING = {};

    private final CommitStore store;
    private final StoredClock clock;
    private long offset;
    private long savedOffset;

    /** @param store the clock's own section of what the task remembers; others may keep values of other names in it */
    public InputClock(CommitStore store) {
        this.store = store;
        this.clock = new StoredClock(this.store);
        byte @Nullable [] stored = this.store.get(OFFSET);
        this.offset = stored == null ? NOTHING_READ : ByteBuffer.wrap(stored).getLong();
        this.savedOffset = offset;
        this.store.beforeCommit(this::save);
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
    }

    private void save() {
        clock.save();
        if (offset != savedOffset) {
            store.put(OFFSET, ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
            savedOffset = offset;
        }
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
        byte @Nullable [] kept = store.get(REST);
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
