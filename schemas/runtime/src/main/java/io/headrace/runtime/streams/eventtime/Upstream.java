package io.headrace.runtime.streams.eventtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The sources that something comes from.
 *
 * @param inputs by the sources' numbers: the partitions that what a source brings is of
 * @param idleAfter an input that has got nothing for so long is idle; empty where none ever is, as in a replay
 * @param ends where inputs end
 */
public record Upstream(List<List<TopicPartition>> inputs, Optional<Duration> idleAfter, InputEnds ends) {

    public Upstream {
        inputs = inputs.stream().map(List::copyOf).toList();
    }

    int sources() {
        return inputs.size();
    }
}
