package io.headrace.standalone.command;

import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.status.StatusText;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.terminal.Terminal;
import io.headrace.standalone.topic.PassedOver;
import io.headrace.standalone.topic.Reading;
import io.headrace.standalone.topic.RecordReader;
import io.headrace.standalone.topic.TopicScan;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Tells each alert that is raised from now on, once. For one thread. */
final class NewAlerts implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(20);

    private final KafkaConsumer<String, byte[]> consumer;
    private final RecordReader<Alert> reader;

    /** Fetched and not told yet: the schema registry may have to be asked again. */
    private final Queue<ConsumerRecord<String, byte[]>> waiting = new ArrayDeque<>();

    private PassedOver passedOver = PassedOver.NONE;

    private NewAlerts(KafkaConsumer<String, byte[]> consumer, RecordReader<Alert> reader) {
        this.consumer = consumer;
        this.reader = reader;
    }

    static NewAlerts open(RunningSystem system, Topics topics) {
        AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", system.registryUrl()));
        KafkaConsumer<String, byte[]> consumer =
                TopicScan.consumer(system.bootstrapServers(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = TopicScan.partitions(consumer, topics.alerts());
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // A seek is done at the next use: from here on, not from the first look on.
        partitions.forEach(consumer::position);
        return new NewAlerts(consumer, RecordReader.of(serdes, Alert.class));
    }

    /**
     * Tells what came since the last time. What cannot be read is told once and passed over.
     *
     * @throws io.headrace.schemas.registry.SchemaRegistryUnavailable to be called again; nothing is lost or told twice
     */
    void tell(Terminal terminal) {
        consumer.poll(GLANCE).forEach(waiting::add);
        for (ConsumerRecord<String, byte[]> next = waiting.peek(); next != null; next = waiting.peek()) {
            switch (reader.read(next)) {
                case Reading.Good<Alert>(Alert alert) -> terminal.line("@|yellow ⚠|@ " + StatusText.alert(alert));
                case Reading.Unreadable<Alert> bad -> passedOver = passedOver.and(bad);
            }
            waiting.remove();
        }
        if (passedOver.count() > 0) {
            terminal.line("@|yellow ⚠|@ " + passedOver.text());
            passedOver = PassedOver.NONE;
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
