package io.headrace.features.app.intake;

import io.headrace.schemas.time.PartitionClock;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The order in which rows of a reference are taken beside the events of the same task, for the same reasons as {@link LabelOrder}: a
 * row may be taken early, events see it from its time on, but never late.
 *
 * <p>A processor is given the time that was made of a record's timestamp in place of it, so the record's own, which may be the
 * row's time, is noted here.
 */
final class ReferenceOrder implements TimestampExtractor {

    private final Function<ConsumerRecord<?, ?>, OptionalLong> time;
    private final Map<Integer, PartitionClock> clocks = new ConcurrentHashMap<>();

    /** By partition and offset: Kafka Streams looks at a record or two ahead of the one that it processes. */
    private final Map<Integer, NavigableMap<Long, Long>> noted = new ConcurrentHashMap<>();

    /** @param time since when a record's row is so, epoch milliseconds; empty where it cannot be read */
    ReferenceOrder(Function<ConsumerRecord<?, ?>, OptionalLong> time) {
        this.time = time;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        noted.computeIfAbsent(record.partition(), _ -> new ConcurrentSkipListMap<>())
                .put(record.offset(), record.timestamp());
        PartitionClock clock = clocks.computeIfAbsent(record.partition(), _ -> new PartitionClock());
        time.apply(record).ifPresent(clock::see);
        return Math.max(0, clock.now());
    }

    /** The timestamp of the record that is being processed; those before it are not asked for any more. */
    long timestamp(RecordMetadata record) {
        NavigableMap<Long, Long> here = noted.getOrDefault(record.partition(), Collections.emptyNavigableMap());
        Long timestamp = here.get(record.offset());
        if (timestamp == null) {
            throw new StreamsException("the timestamp of " + record + " was not noted, only " + here);
        }
        here.headMap(record.offset(), true).clear();
        return timestamp;
    }
}
