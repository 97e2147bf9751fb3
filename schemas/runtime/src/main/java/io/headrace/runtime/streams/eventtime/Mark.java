package io.headrace.runtime.streams.eventtime;

/**
 * What a source says of its progress.
 *
 * @param watermark no item to come has a position before this, epoch milliseconds; {@link Long#MIN_VALUE} while unknown
 * @param idleAt the last moment, by its wall clock in epoch milliseconds, at which it had nothing more to say and was not to be
 *     waited for; {@link #NEVER} where it does not say
 * @param isIdle whether it still has nothing more to say
 */
public record Mark(long watermark, long idleAt, boolean isIdle) {

    /** Of a source that does not say when it was idle. */
    public static final long NEVER = -1;

    /** Of a source that may have more to say. */
    public static Mark busy(long watermark) {
        return new Mark(watermark, NEVER, false);
    }

    /** Of a source that has nothing more to say. */
    public static Mark idle(long watermark, long idleAt) {
        return new Mark(watermark, idleAt, true);
    }
}
