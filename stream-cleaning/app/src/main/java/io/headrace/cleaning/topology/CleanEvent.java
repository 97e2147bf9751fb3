package io.headrace.cleaning.topology;

import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * A clean event on its way to its topic.
 *
 * @param id as text
 * @param time epoch milliseconds
 * @param event in the definition's schema; not to be changed
 * @param bytes the same in the wire format
 * @param partition of the raw record
 */
@SuppressWarnings("ArrayRecordComponent") // passed on within one topology, never compared
public record CleanEvent(String id, long time, GenericRecord event, byte[] bytes, int partition) implements Cleaned {

    static Serializer<CleanEvent> serializer() {
        return (_, event) -> event.bytes();
    }

    /**
     * Goes to the partition of the raw record, whatever partitioner its producer has, so that the order of a clean partition is
     * that of the raw one. A clean topic with fewer partitions, made by others, has those of several raw ones in one.
     */
    static final class SamePartition implements StreamPartitioner<String, CleanEvent> {

        @Override
        @SuppressWarnings("removal") // abstract still, in place of the one below
        public Optional<Set<Integer>> partitions(String topic, String id, CleanEvent event, int partitions) {
            return Optional.of(Set.of(event.partition() % partitions));
        }

        @Override
        public Optional<Set<Integer>> partitions(
                String topic, String id, CleanEvent event, Headers headers, int partitions) {
            return Optional.of(Set.of(event.partition() % partitions));
        }
    }
}
