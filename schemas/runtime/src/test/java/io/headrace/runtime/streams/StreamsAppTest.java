package io.headrace.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.headrace.runtime.AppState;
import io.headrace.runtime.TestBroker;
import io.headrace.runtime.settings.HeadraceSettings;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.runtime.settings.StreamsSettings;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.topics.TopicCreator;
import io.headrace.schemas.topics.Topics;
import io.headrace.testing.Waits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamsAppTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Topics topics = new Topics(new PipelineName("streams-app-" + NUMBER.incrementAndGet()));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final KafkaSettings kafka = new KafkaSettings(Map.of("bootstrap.servers", TestBroker.bootstrapServers()));

    @BeforeEach
    void createTopics() {
        try (Admin admin = TestBroker.admin()) {
            TopicCreator.create(admin, topics.all(1, (short) 1));
        }
    }

    @Test
    void runsItsTopologyAndTellsItsState() {
        StreamsApp app = app(TestBroker.directory(), value -> {});
        try (app) {
            assertThat(app.state()).isInstanceOf(AppState.Starting.class);
            app.start();
            send("a", "b");

            await().dontCatchUncaughtExceptions().until(() -> app.state() instanceof AppState.Running);
            assertThat(read(2)).containsExactly("A", "B");
            assertThat(meters.getMeters()).anySatisfy(meter -> {
                assertThat(meter.getId().getName()).startsWith("kafka.stream");
                assertThat(meter.getId().getTag("app")).isEqualTo("cleaning");
            });
        }
        assertThat(app.state()).isEqualTo(new AppState.Stopped());
    }

    @Test
    void tellsWhatHoldsItUp() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (StreamsApp app = app(TestBroker.directory(), value -> {
            held.countDown();
            awaitUninterruptibly(go);
        })) {
            app.start();
            send("a");

            assertThat(held.await(Waits.SAFETY_NET.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            await().untilAsserted(() -> assertThat(app.threads())
                    .contains("StreamThread-1 WAITING", "StreamsAppTest.awaitUninterruptibly"));
            go.countDown();
            assertThat(read(1)).containsExactly("A");
        }
        StreamsApp unstarted = app(TestBroker.directory(), value -> {});
        await().untilAsserted(() -> assertThat(unstarted.threads()).isEmpty());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void afterAFaultItStartsAgainAndEachRecordComesOutOnce() {
        AtomicInteger faults = new AtomicInteger();
        try (StreamsApp app = app(TestBroker.directory(), value -> {
            if (value.equals("b") && faults.incrementAndGet() <= 2) {
                throw new IllegalStateException("a passing fault");
            }
        })) {
            app.start();
            send("a", "b", "c");

            assertThat(read(3)).containsExactly("A", "B", "C");
            assertThat(app.state()).isInstanceOf(AppState.Running.class);
        }
    }

    @Test
    void aFaultThatStaysEndsTheAppWithItsReason() {
        try (StreamsApp app = app(TestBroker.directory(), value -> {
            throw new IllegalStateException("a fault that stays");
        })) {
            app.start();
            send("a");

            await().dontCatchUncaughtExceptions().until(() -> app.state() instanceof AppState.Failed);
            assertThat(((AppState.Failed) app.state()).reason()).contains("a fault that stays");
        }
    }

    @Test
    void startedAgainItGoesOnWhereItWas() {
        Path state = TestBroker.directory();
        try (StreamsApp app = app(state, value -> {})) {
            app.start();
            send("a");
            read(1);
        }
        try (StreamsApp app = app(state, value -> {})) {
            app.start();
            send("b");

            assertThat(read(2)).containsExactly("A", "B");
        }
    }

    @Test
    void anUnwritableStateDirectoryIsNamed() throws IOException {
        Path file = Files.writeString(TestBroker.directory().resolve("file"), "not a directory");

        try (StreamsApp app = app(file, value -> {})) {
            assertThatThrownBy(app::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("headrace.state-dir");
        }
    }

    @Test
    void aTopologyWithAnUnnamedStoreIsRefused() {
        TopologyFactory unnamed = config -> {
            StreamsBuilder builder = new StreamsBuilder();
            builder.stream(
                            topics.raw(),
                            Consumed.with(Serdes.String(), Serdes.String()).withName("raw"))
                    .groupByKey()
                    .count();
            return builder.build(config);
        };
        try (StreamsApp app = apps(TestBroker.directory()).create("cleaning", unnamed)) {
            assertThatThrownBy(app::start).hasMessageContaining("KSTREAM-AGGREGATE-STATE-STORE-0000000001");
        }
    }

    @Test
    void closedBeforeItStartedItIsStopped() {
        StreamsApp app = app(TestBroker.directory(), value -> {});

        app.close();

        assertThat(app.state()).isEqualTo(new AppState.Stopped());
    }

    private StreamsAppFactory apps(Path stateDir) {
        HeadraceSettings headrace =
                new HeadraceSettings(Optional.empty(), stateDir, 1, (short) 1, true, Duration.ofSeconds(10));
        return new StreamsAppFactory(kafka, headrace, StreamsSettings.DEFAULTS.withCommitInterval(50), topics, meters);
    }

    /** Writes each value in capitals, after a look at it. */
    private StreamsApp app(Path stateDir, Consumer<String> look) {
        return apps(stateDir).create("cleaning", config -> topology(look, config));
    }

    private Topology topology(Consumer<String> look, java.util.Properties config) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        topics.raw(),
                        Consumed.with(Serdes.String(), Serdes.String()).withName("raw"))
                .mapValues(
                        value -> {
                            look.accept(value);
                            return value.toUpperCase(java.util.Locale.ROOT);
                        },
                        Named.as("capitals"))
                .to(
                        topics.clean(),
                        Produced.with(Serdes.String(), Serdes.String()).withName("clean"));
        return builder.build(config);
    }

    private void send(String... values) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka.producer(), new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                var _ = producer.send(new ProducerRecord<>(topics.raw(), "key", value));
            }
        }
    }

    /** The committed values of the clean topic, once there are at least so many. */
    private List<String> read(int count) {
        Map<String, Object> config = kafka.consumer();
        config.putAll(Map.of(
                "group.id", "test-" + NUMBER.incrementAndGet(),
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed"));
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topics.clean()));
            await().dontCatchUncaughtExceptions().until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
                return values.size() >= count;
            });
        }
        return values;
    }
}
