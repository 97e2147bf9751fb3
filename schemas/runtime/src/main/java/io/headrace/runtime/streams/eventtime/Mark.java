package io.headrace.runtime.streams.eventtime;

/**
 * What a source says of its progress.
 *
 * @param watermark no item to come has a position before this, epoch milliseconds; {@link Long#MIN_VALUE} while unknown
 * @param idle whether it has nothing more to say now, and is not to be waited for
 */
public record Mark(long watermark, boolean idle) {}
