package io.headrace.runtime.streams.eventtime;

import java.util.List;

/**
 * What a source says of its progress: nothing in it is a time of a clock.
 *
 * @param watermark no item to come has a position before this, epoch milliseconds; {@link Long#MIN_VALUE} while unknown
 * @param read of each of its inputs, in their order, the offset up to which everything has been brought: what comes is of
 *     records from there on; empty where it does not say
 */
public record Mark(long watermark, List<Long> read) {

    /** Says nothing. */
    public static final Mark NONE = new Mark(Long.MIN_VALUE, List.of());

    public Mark {
        read = List.copyOf(read);
    }

    /** Of a source with one input. */
    public Mark(long watermark, long read) {
        this(watermark, List.of(read));
    }
}
