package io.headrace.standalone.chain;

import io.headrace.features.app.spread.Timing;
import io.headrace.features.app.topology.FeatureTopology;
import io.headrace.runtime.streams.eventtime.InputEnds;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/** Events that are handed on have no topic that is read: they end where the raw topic does. */
record EndOfRaw(Topics topics, InputEnds ends) implements InputEnds {

    static FeatureTopology.Layout in(FeatureTopology.Layout layout, Topics topics) {
        Timing timing = layout.timing();
        return new FeatureTopology.Layout(
                layout.partitions(),
                layout.idleAfter(),
                new Timing(timing.eager(), timing.announcing(), new EndOfRaw(topics, timing.ends())),
                layout.history());
    }

    @Override
    public long position(TopicPartition partition, long lastOffset) {
        return ends.position(read(partition), lastOffset);
    }

    @Override
    public long idleAt(TopicPartition partition, long position, Duration quietFor, long now) {
        return ends.idleAt(read(partition), position, quietFor, now);
    }

    private TopicPartition read(TopicPartition input) {
        return input.topic().equals(topics.clean()) ? new TopicPartition(topics.raw(), input.partition()) : input;
    }
}
