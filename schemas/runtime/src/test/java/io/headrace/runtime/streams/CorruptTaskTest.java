package io.headrace.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.runtime.AppState;
import io.headrace.runtime.TestBroker;
import io.headrace.runtime.settings.HeadraceSettings;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.runtime.settings.StreamsSettings;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.topics.TopicCreator;
import io.headrace.schemas.topics.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** On a real broker: a task says that it is corrupt, as Kafka Streams says where a broker did not answer in time. */
class CorruptTaskTest {

    private static final String STORE = "seen";
    private static final int RECORDS = 200;

    private final Topics topics = new Topics(new PipelineName("corrupt-task"));
    private final KafkaSettings kafka = new KafkaSettings(Map.of("bootstrap.servers", TestBroker.bootstrapServers()));
    private final AtomicInteger faults = new AtomicInteger();

    @Test
    void whatACorruptTaskHadFetchedIsNotLost() {
        try (Admin admin = TestBroker.admin()) {
            TopicCreator.create(admin, topics.all(1, (short) 1));
        }
        HeadraceSettings headrace = new HeadraceSettings(
                Optional.empty(), TestBroker.directory(), 1, (short) 1, true, Duration.ofSeconds(10));
        StreamsSettings streams = StreamsSettings.DEFAULTS.withCommitInterval(50);
        StreamsAppFactory apps = new StreamsAppFactory(kafka, headrace, streams, topics, new SimpleMeterRegistry());
        List<String> values =
                IntStream.range(0, RECORDS).mapToObj(number -> "v" + number).toList();
        send(values);

        try (StreamsApp app = apps.create("cleaning", this::topology)) {
            app.start();

            await().dontCatchUncaughtExceptions()
                    .untilAsserted(() -> assertThat(read())
                            .as("after %d faults, the app is %s", faults.get(), app.state())
                            .containsExactlyInAnyOrderElementsOf(values));
            assertThat(faults).hasValue(2);
            assertThat(app.state()).isInstanceOf(AppState.Running.class);
        }
    }

    private Topology topology(Properties config) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.String()));
        builder.stream(
                        topics.raw(),
                        Consumed.with(Serdes.String(), Serdes.String()).withName("raw"))
                .process(Keeper::new, Named.as("keep"), STORE)
                .to(
                        topics.clean(),
                        Produced.with(Serdes.String(), Serdes.String()).withName("clean"));
        return builder.build(config);
    }

    /** Corrupt at the first record, when the others are fetched, and at the first one after that. */
    private final class Keeper extends ContextualProcessor<String, String, String, String> {

        @Override
        public void process(Record<String, String> record) {
            if (faults.get() < 2) {
                faults.incrementAndGet();
                throw new TaskCorruptedException(Set.of(context().taskId()));
            }
            context().<KeyValueStore<String, String>>getStateStore(STORE).put(record.value(), record.value());
            context().forward(record);
        }
    }

    private void send(List<String> values) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka.producer(), new StringSerializer(), new StringSerializer())) {
            values.forEach(value -> {
                var _ = producer.send(new ProducerRecord<>(topics.raw(), value, value));
            });
        }
    }

    /** The committed values of the clean topic. */
    private List<String> read() {
        Map<String, Object> config = kafka.consumer();
        config.put("isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> all = List.of(new TopicPartition(topics.clean(), 0));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
