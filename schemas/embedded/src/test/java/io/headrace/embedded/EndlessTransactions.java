package io.headrace.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A process with a broker and producers that commit one small transaction after another, until it is killed. */
final class EndlessTransactions {

    static final String TOPIC = "t";
    static final int PARTITIONS = 8;
    static final List<String> IDS = List.of("a", "b", "c", "d");

    private EndlessTransactions() {}

    /** @param args the broker's directory */
    public static void main(String[] args) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(Set.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        List<Thread> threads = new ArrayList<>();
        IDS.forEach(id -> threads.add(Thread.ofPlatform().start(() -> produce(broker.bootstrapServers(), id))));
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void produce(String bootstrapServers, String id) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", id, "linger.ms", 0),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            for (int number = 0; ; number++) {
                producer.beginTransaction();
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    var _ = producer.send(new ProducerRecord<>(TOPIC, partition, id, "" + number));
                }
                producer.commitTransaction();
            }
        }
    }
}
