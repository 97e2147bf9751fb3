package io.headrace.runtime.streams.eventtime;

import java.time.Duration;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/** Ends that are known at once, where no broker has to be asked, such as in a test. Looked at whenever someone asks. */
public final class KnownEnds implements InputEnds {

    private final ObservedEnds observed = new ObservedEnds();
    private final ToLongFunction<TopicPartition> ends;

    /** @param ends the offset behind the last record of a partition */
    public KnownEnds(ToLongFunction<TopicPartition> ends) {
        this.ends = ends;
    }

    @Override
    public long position(TopicPartition partition, long lastOffset) {
        return lastOffset + 1;
    }

    @Override
    public long idleAt(TopicPartition partition, long position, Duration quietFor, long now) {
        observed.see(partition, ends.applyAsLong(partition), now);
        return observed.idleAt(partition, position, quietFor);
    }
}
