package io.headrace.runtime.streams.eventtime;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/**
 * Says where input partitions end. A partition that brings nothing may be one whose records are still on their way, after a restart
 * or on a slow network: only one that has been read to its end is idle. Never blocks: what is asked is looked up, and the answer is
 * there a little later.
 */
public interface InputEnds {

    /** Of a moment that is not known. */
    long NEVER = -1;

    /**
     * Up to where a partition has been read by one who has read so far: behind the last record there may be markers of transactions,
     * which are nothing to be read.
     *
     * @param lastOffset of the last record read; {@link InputClock#NOTHING_READ} before the first
     * @return the offset of what is to be read next, as far as it is known by now; never before {@code lastOffset + 1}
     */
    long position(TopicPartition partition, long lastOffset);

    /**
     * The last moment known at which a partition ended at a position or before, and had got nothing for a while.
     *
     * @param position as {@link #position} has it: an offset
     * @param quietFor for how long by then; zero where it matters only that nothing was there to be read
     * @param now epoch milliseconds by this process's wall clock
     * @return what {@code now} was when the partition was asked for, before it was looked at; {@link #NEVER} where none is known
     */
    long idleAt(TopicPartition partition, long position, Duration quietFor, long now);
}
