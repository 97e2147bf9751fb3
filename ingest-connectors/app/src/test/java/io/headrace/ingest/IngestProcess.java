package io.headrace.ingest;

import static org.awaitility.Awaitility.await;

import io.headrace.runtime.AppState;
import io.headrace.runtime.lifecycle.Apps;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The app as a process would run it, with a pipeline of its own on the module's broker. */
public final class IngestProcess implements AutoCloseable {

    private static final String FEATURES = "features:\n";

    private final EmbeddedServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    private IngestProcess(EmbeddedServer server) {
        this.server = server;
    }

    /** @param pipeline letters, so that tests share no topics */
    public static IngestProcess start(String pipeline, Map<String, Object> more) throws IOException {
        return start(pipeline, more, FEATURES);
    }

    /**
     * Payments beside which there is more.
     *
     * @param pipeline letters, so that tests share no topics
     * @param sections of the definition, in YAML; {@code features} is begun at their end
     */
    public static IngestProcess start(String pipeline, Map<String, Object> more, String sections) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "pipelines"));
        Path examples = Path.of("../../examples/payments");
        Files.writeString(folder.resolve("payment.avsc"), Files.readString(examples.resolve("payment.avsc")));
        Path definition = folder.resolve(pipeline + ".yaml");
        Files.writeString(
                definition,
                Files.readString(examples.resolve("payments.yaml"))
                        .replace("pipeline: payments", "pipeline: " + pipeline)
                        .replace(FEATURES, sections));
        Map<String, Object> settings = new HashMap<>(Map.of(
                "headrace.pipeline",
                definition.toString(),
                "kafka.bootstrap.servers",
                TestBroker.bootstrapServers(),
                "schema.registry.url",
                "mock://ingest",
                "micronaut.server.port",
                "-1"));
        settings.putAll(more);
        IngestProcess process = new IngestProcess(ApplicationContext.run(EmbeddedServer.class, settings));
        Apps apps = process.bean(Apps.class);
        await().until(() -> apps.all().stream().anyMatch(app -> app.name().equals("push")));
        return process;
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    public AppState state(String app) {
        return bean(Apps.class).all().stream()
                .filter(one -> one.name().equals(app))
                .findFirst()
                .orElseThrow()
                .state();
    }

    public void awaitRunning(String app) {
        await().until(() -> state(app) instanceof AppState.Running);
    }

    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.getURL() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public String get(String path) throws IOException, InterruptedException {
        return fetch(path).body();
    }

    public HttpResponse<String> fetch(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.getURL() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Everything committed on a topic so far. */
    public static List<ConsumerRecord<String, byte[]>> read(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", TestBroker.bootstrapServers(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (PartitionInfo info : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, info.partition()));
            }
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
    }
}
