package io.headrace.runtime.streams.eventtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.runtime.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class BrokerInputEndsTest {

    private static final TopicPartition INPUT = new TopicPartition("input-ends", 0);
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", TestBroker.bootstrapServers());

    /** Two records, and the marker of their transaction; then one, and its marker. */
    @Test
    void whatLiesBehindTheLastRecordIsTheEndWhereItIsNothingToBeRead() throws Exception {
        try (Admin admin = Admin.create(KAFKA)) {
            admin.createTopics(List.of(new NewTopic(INPUT.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
        write("one", "two");
        long before = System.currentTimeMillis();
        try (BrokerInputEnds ends = new BrokerInputEnds("test", KAFKA)) {
            await().until(() -> ends.position(INPUT, 1) == 3);
            await().until(() -> idleAt(ends, 3) >= before);
            assertThat(ends.position(INPUT, 0)).isOne();
            assertThat(idleAt(ends, 2)).isEqualTo(InputEnds.NEVER);

            long read = System.currentTimeMillis();
            write("three");
            await().until(() -> idleAt(ends, 5) > read);
            assertThat(idleAt(ends, 3))
                    .isLessThanOrEqualTo(System.currentTimeMillis())
                    .isGreaterThanOrEqualTo(before);
            await().until(() -> ends.position(INPUT, 3) == 5);
        }
    }

    private static long idleAt(InputEnds ends, long position) {
        return ends.idleAt(INPUT, position, Duration.ofMillis(50), System.currentTimeMillis());
    }

    private static void write(String... values) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                TestBroker.bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "input-ends-test");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String value : values) {
                var _ = producer.send(new ProducerRecord<>(INPUT.topic(), value));
            }
            producer.commitTransaction();
        }
    }
}
