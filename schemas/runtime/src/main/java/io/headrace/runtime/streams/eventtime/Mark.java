package io.headrace.runtime.streams.eventtime;

/**
 * What a source says of its progress.
 *
 * @param watermark no item to come has a position before this, epoch milliseconds; {@link Long#MIN_VALUE} while unknown
 * @param idleAt when, by its wall clock in epoch milliseconds, it had nothing more to say, and was not to be waited for;
 *     {@link #BUSY} where it is
 */
public record Mark(long watermark, long idleAt) {

    /** Of a source that may have more to say. */
    public static final long BUSY = -1;

    /** Of a source that may have more to say. */
    public static Mark busy(long watermark) {
        return new Mark(watermark, BUSY);
    }

    public boolean isIdle() {
        return idleAt != BUSY;
    }
}
