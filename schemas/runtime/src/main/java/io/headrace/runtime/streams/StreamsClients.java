package io.headrace.runtime.streams;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka's own clients, with one difference: where a task is found corrupt, its thread dies, and the whole starts again from what
 * was committed.
 *
 * <p>Kafka Streams would go on without a restart, and lose records or write them twice (seen with 4.4.0). It makes the task anew
 * and notes that its partitions are to be read again from their committed offsets; the rebalance that it enforces next throws this
 * task away, with the note, and makes another, which goes on where the consumer is: behind what the corrupt one had fetched and
 * not committed. Where no record follows, the app runs and stands still. A commit that takes too long makes tasks corrupt, too.
 */
final class StreamsClients implements KafkaClientSupplier {

    /** Why a thread enforces a rebalance after it closed a corrupt task, in Kafka's words. */
    private static final String CORRUPT = "Active tasks corrupted";

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new MainConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static final class MainConsumer extends KafkaConsumer<byte[], byte[]> {

        MainConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public void enforceRebalance(String reason) {
            if (reason.equals(CORRUPT)) {
                throw new CorruptTaskException();
            }
            super.enforceRebalance(reason);
        }
    }

    /** A task was corrupt, for one of many reasons: mostly a broker that did not answer in time. */
    private static final class CorruptTaskException extends RetriableException {

        private static final long serialVersionUID = 1;

        CorruptTaskException() {
            super("a task was corrupt; what was not committed is done again");
        }
    }
}
