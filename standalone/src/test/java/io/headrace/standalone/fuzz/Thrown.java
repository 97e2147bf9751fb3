package io.headrace.standalone.fuzz;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record to throw.
 *
 * @param what in a word, for whoever looks for the reason of a fault
 * @param readable whether an app may take it as good: it fits the topic's schema, or may happen to
 */
record Thrown(String what, boolean readable, ProducerRecord<byte[], byte[]> record) {

    @Override
    public String toString() {
        return what + " to " + record.topic();
    }
}
