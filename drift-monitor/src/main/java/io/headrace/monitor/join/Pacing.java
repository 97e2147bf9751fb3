package io.headrace.monitor.join;

import io.headrace.monitor.stored.Source;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.InputEnds;
import io.headrace.runtime.streams.eventtime.Upstream;
import io.headrace.schemas.topics.Topics;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * How partitions wait for each other.
 *
 * @param partitions of the topics that are read
 * @param rule when one tells the others how far it is, and when it is idle
 * @param ends where the topics end
 */
public record Pacing(int partitions, Announcer.Rule rule, InputEnds ends) {

    /** What a partition reads. Of both its sources: rows and labels count when they have met their predictions. */
    static List<TopicPartition> inputs(Topics topics, int partition) {
        return List.of(
                new TopicPartition(topics.features(), partition),
                new TopicPartition(topics.predictions(), partition),
                new TopicPartition(topics.examples(), partition));
    }

    /** The sources of everything that is watched, as {@link Source} numbers them. */
    public Upstream upstream(Topics topics) {
        return new Upstream(
                IntStream.range(0, Source.count(partitions))
                        .mapToObj(source -> inputs(topics, Source.partitionOf(source)))
                        .toList(),
                rule.idleAfter(),
                ends);
    }
}
