package io.headrace.features.app.intake;

import io.headrace.schemas.time.PartitionClock;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The order in which labels are taken beside the events of the same task: by when they became known, whatever timestamp a
 * producer put on the record. A label may be taken early, it then waits for its event, but never late: so each counts as of the
 * robust clock of its partition, which no wrong clock leads ahead, and which is unknown, the beginning of time, at first.
 */
final class LabelOrder implements TimestampExtractor {

    private final Function<byte[], OptionalLong> labelledAt;
    private final Map<Integer, PartitionClock> clocks = new ConcurrentHashMap<>();

    /** @param labelledAt reads it from a record's value; empty where it cannot be read */
    LabelOrder(Function<byte[], OptionalLong> labelledAt) {
        this.labelledAt = labelledAt;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        PartitionClock clock = clocks.computeIfAbsent(record.partition(), _ -> new PartitionClock());
        if (record.value() instanceof byte[] bytes) {
            labelledAt.apply(bytes).ifPresent(clock::see);
        }
        return Math.max(0, clock.now());
    }
}
