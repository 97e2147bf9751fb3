package io.headrace.benchmarks.streams;

import io.headrace.schemas.serde.AvroDeserializer;
import io.headrace.schemas.serde.AvroSerializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What exactly-once costs without any app: poll, decode, copy, encode, send in a transaction, commit with the offsets. A process
 * of its own, with the clients' settings that Kafka Streams has.
 */
final class BareLoop {

    /** Kafka Streams' own. */
    private static final int MAX_POLL_RECORDS = 1_000;

    private static final int LINGER_MILLIS = 100;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> cluster;
    private final String input;
    private final String output;
    private final long commitNanos;

    private BareLoop(String bootstrapServers, String registryUrl, String input, String output, int commitMillis) {
        this.cluster = Map.of("bootstrap.servers", bootstrapServers, "schema.registry.url", registryUrl);
        this.input = input;
        this.output = output;
        this.commitNanos = Duration.ofMillis(commitMillis).toNanos();
    }

    /** Arguments: bootstrap servers, registry, input topic, output topic, milliseconds between commits, threads. */
    public static void main(String[] arguments) {
        BareLoop loop =
                new BareLoop(arguments[0], arguments[1], arguments[2], arguments[3], Integer.parseInt(arguments[4]));
        int threads = Integer.parseInt(arguments[5]);
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            new Thread(() -> loop.run(number, threads), "bare-" + number).start();
        }
    }

    /** Each thread has the partitions of its number, with clients of its own. */
    private void run(int number, int threads) {
        try (var consumer = new KafkaConsumer<>(
                        consumerSettings(), new StringDeserializer(), configured(new AvroDeserializer()));
                var producer = new KafkaProducer<>(
                        producerSettings(number), new StringSerializer(), configured(new AvroSerializer()))) {
            List<TopicPartition> mine = consumer.partitionsFor(input).stream()
                    .map(partition -> new TopicPartition(input, partition.partition()))
                    .filter(partition -> partition.partition() % threads == number)
                    .toList();
            consumer.assign(mine);
            consumer.seekToBeginning(mine);
            producer.initTransactions();
            while (true) {
                transaction(consumer, producer);
            }
        } catch (RuntimeException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private void transaction(
            KafkaConsumer<String, GenericRecord> consumer, KafkaProducer<String, IndexedRecord> producer) {
        ConsumerRecords<String, GenericRecord> records = consumer.poll(POLL);
        if (records.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        long end = System.nanoTime() + commitNanos;
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        while (true) {
            records.forEach(record -> send(producer, record));
            offsets.putAll(records.nextOffsets());
            long left = end - System.nanoTime();
            if (left <= 0) {
                break;
            }
            records = consumer.poll(Duration.ofNanos(left));
        }
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
    }

    private void send(KafkaProducer<String, IndexedRecord> producer, ConsumerRecord<String, GenericRecord> record) {
        var _ = producer.send(new ProducerRecord<>(
                output,
                null,
                record.timestamp(),
                record.key(),
                new GenericData.Record((GenericData.Record) record.value(), true)));
    }

    private AvroDeserializer configured(AvroDeserializer deserializer) {
        deserializer.configure(cluster, false);
        return deserializer;
    }

    private AvroSerializer configured(AvroSerializer serializer) {
        serializer.configure(cluster, false);
        return serializer;
    }

    private Map<String, Object> consumerSettings() {
        Map<String, Object> settings = new HashMap<>(cluster);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "bare-" + output);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        return settings;
    }

    private Map<String, Object> producerSettings(int number) {
        Map<String, Object> settings = new HashMap<>(cluster);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "bare-" + output + "-" + number);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        return settings;
    }
}
