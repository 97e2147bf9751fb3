package io.headrace.standalone.chain;

import io.headrace.features.app.spread.Timing;
import io.headrace.features.app.topology.FeatureTopology;
import io.headrace.runtime.streams.eventtime.InputEnds;
import io.headrace.schemas.topics.Topics;
import org.apache.kafka.common.TopicPartition;

/** Events that are handed on have no topic that is read: they are at their end where the raw topic is. */
record EndOfRaw(Topics topics) {

    FeatureTopology.Layout in(FeatureTopology.Layout layout) {
        Timing timing = layout.timing();
        InputEnds ends = timing.ends();
        return new FeatureTopology.Layout(
                layout.partitions(),
                layout.idleAfter(),
                new Timing(timing.eager(), timing.announcing(), (input, offset) -> ends.isAtEnd(read(input), offset)));
    }

    private TopicPartition read(TopicPartition input) {
        return input.topic().equals(topics.clean()) ? new TopicPartition(topics.raw(), input.partition()) : input;
    }
}
