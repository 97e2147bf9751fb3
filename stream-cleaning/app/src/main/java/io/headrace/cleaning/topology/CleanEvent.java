package io.headrace.cleaning.topology;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * A clean event on its way to its topic.
 *
 * @param bytes in the wire format
 * @param partition of the raw record
 */
@SuppressWarnings("ArrayRecordComponent") // passed on within one topology, never compared
record CleanEvent(byte[] bytes, int partition) {

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
