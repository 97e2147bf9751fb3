package io.headrace.registry.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** Writes records all or none. */
final class RegistryTransaction {

    private RegistryTransaction() {}

    /**
     * Sends the records and commits.
     *
     * @return the last record's offset
     * @throws KafkaException if a record is refused, and none is visible; or if the commit is not answered in time, and whether
     *     they are is not known
     */
    static long commit(Producer<String, byte[]> producer, List<ProducerRecord<String, byte[]>> records) {
        producer.beginTransaction();
        long last = -1;
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                last = Acknowledgement.await(one).offset();
            }
        } catch (RuntimeException e) {
            abort(producer, e);
            throw e;
        }
        try {
            producer.commitTransaction();
            return last;
        } catch (TimeoutException e) {
            throw new KafkaException(
                    "the commit was not answered in time; look at the registry topic before publishing again", e);
        }
    }

    private static void abort(Producer<String, byte[]> producer, RuntimeException cause) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            cause.addSuppressed(e); // fenced: the coordinator has aborted it already
        }
    }
}
