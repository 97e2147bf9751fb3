package io.headrace.schemas.time;

import java.nio.ByteBuffer;

/**
 * How far event time has come in one partition, by its events alone, and whatever a minority of wrong clocks says.
 *
 * <p>It is the 101st largest time among the last 500 to 1,000 events, and never falls. So as long as at most 100 of any
 * 1,000 consecutive events are strays, wherever they lie, at least one of the 101 is a good event: progress never goes
 * beyond the newest good one. In a partition whose good events are in the order of time none of them lies behind it. The price
 * is that it follows 100 events behind.
 *
 * <p>Deterministic: the same events in the same order give the same times, and {@link #toBytes()} the same bytes. Mutable;
 * one thread. An event costs a comparison, and where it is among the newest some seven exchanges in an array.
 */
public final class PartitionClock {

    /** Before so much was seen that a time could be named. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** How many strays among {@link #SPAN} consecutive events are tolerated. */
    public static final int STRAYS = 100;

    /** How many consecutive events {@link #STRAYS} is said of. */
    public static final int SPAN = 1000;

    private static final int BLOCK = SPAN / 2;
    private static final byte VERSION = 1;

    /** Of the block before and the one under way. */
    private final LargestTimes recent;

    /** Of the block under way alone: what {@code recent} begins with when the block is full. */
    private final LargestTimes block;

    private int inBlock;
    private long now;

    public PartitionClock() {
        this(new LargestTimes(STRAYS + 1), new LargestTimes(STRAYS + 1), 0, UNKNOWN);
    }

    private PartitionClock(LargestTimes recent, LargestTimes block, int inBlock, long now) {
        this.recent = recent;
        this.block = block;
        this.inBlock = inBlock;
        this.now = now;
    }

    /** Event time, epoch milliseconds; {@link #UNKNOWN} until 101 events were seen. */
    public long now() {
        return now;
    }

    /**
     * One more event.
     *
     * @param eventTime epoch milliseconds
     */
    public void see(long eventTime) {
        recent.add(eventTime);
        block.add(eventTime);
        if (recent.isFull()) {
            now = Math.max(now, recent.least());
        }
        if (++inBlock == BLOCK) {
            recent.become(block);
            block.clear();
            inBlock = 0;
        }
    }

    /** For a state store: the version (1) in a byte, progress in 8, the events of the block in 4, and both lists of times. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(1 + Long.BYTES + Integer.BYTES + recent.bytes() + block.bytes())
                .put(VERSION)
                .putLong(now)
                .putInt(inBlock);
        recent.write(out);
        block.write(out);
        return out.array();
    }

    /**
     * A clock that goes on where another was written.
     *
     * @throws IllegalArgumentException if the bytes are of another version
     */
    public static PartitionClock read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "a stored partition clock has version " + version + "; this release reads version " + VERSION);
        }
        long now = in.getLong();
        int inBlock = in.getInt();
        LargestTimes recent = LargestTimes.read(in, STRAYS + 1);
        LargestTimes block = LargestTimes.read(in, STRAYS + 1);
        return new PartitionClock(recent, block, inBlock, now);
    }
}
