package io.headrace.runtime.streams.eventtime;

import org.apache.kafka.common.TopicPartition;

/**
 * Says whether an input partition has been read to its end. A partition that merely brings nothing for a while may be one
 * whose records are still on their way, after a restart or on a slow network: only one that is at its end is idle.
 */
@FunctionalInterface
public interface InputEnds {

    /** Whatever brings nothing is at its end: where input is handed over as a whole, such as in a test. */
    InputEnds TRUSTING = (_, _) -> true;

    /**
     * Whether no record lies behind an offset now. Never blocks: it may say no until the answer has come.
     *
     * @param lastOffset of the last record read; {@link InputClock#NOTHING_READ} before the first
     */
    boolean isAtEnd(TopicPartition partition, long lastOffset);
}
