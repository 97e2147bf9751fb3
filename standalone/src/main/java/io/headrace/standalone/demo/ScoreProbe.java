package io.headrace.standalone.demo;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.json.JsonRecords;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.topic.TopicScan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A caller of the scoring service that never stops asking, with events of the stream itself: whether a swap is felt from
 * outside is seen here. Requests count from the first that succeeds.
 */
final class ScoreProbe implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration RESAMPLE = Duration.ofSeconds(2);

    private final RunningSystem system;
    private final PipelineDefinition definition;
    private final AvroSerdes serdes;
    private volatile Requests requests = Requests.NONE;
    private volatile Optional<byte[]> sample = Optional.empty();
    private final Thread thread;

    ScoreProbe(RunningSystem system, PipelineDefinition definition, AvroSerdes serdes) {
        this.system = system;
        this.definition = definition;
        this.serdes = serdes;
        this.thread = Thread.ofPlatform().daemon().name("score-probe").unstarted(this::run);
    }

    ScoreProbe start() {
        thread.start();
        return this;
    }

    Requests requests() {
        return requests;
    }

    /** One of the newest clean events as JSON; empty before the first. */
    Optional<byte[]> sample() {
        return sample;
    }

    private void run() {
        AvroDecoder events = serdes.decoder(definition.events().schema());
        try (HttpClient client = HttpClient.newBuilder()
                        .connectTimeout(Duration.ofSeconds(2))
                        .build();
                KafkaConsumer<String, byte[]> consumer =
                        TopicScan.consumer(system.bootstrapServers(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(new Topics(definition.pipeline()).clean(), 0);
            consumer.assign(List.of(partition));
            long sampledAt = 0;
            while (!Thread.currentThread().isInterrupted()) {
                if (sample().isEmpty() || System.nanoTime() - sampledAt > RESAMPLE.toNanos()) {
                    newest(consumer, partition, events).ifPresent(event -> sample = Optional.of(event));
                    sampledAt = System.nanoTime();
                }
                sample().ifPresent(event -> ask(client, event));
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<byte[]> newest(
            KafkaConsumer<String, byte[]> consumer, TopicPartition partition, AvroDecoder events) {
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        // The newest offset may be a transaction's marker: go back far enough to meet a record.
        consumer.seek(partition, Math.max(0, end - 10));
        Optional<byte[]> newest = Optional.empty();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            if (events.decode(record.value()) instanceof Decoded.Ok(var event)) {
                newest = Optional.of(JsonRecords.renderBytes(event));
            }
        }
        return newest;
    }

    private void ask(HttpClient client, byte[] event) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(system.httpUrl() + "/v1/pipelines/" + definition.pipeline() + "/score"))
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(event))
                .build();
        long start = System.nanoTime();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            count(status == 200, Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            count(false, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Called by the probe's own thread alone. */
    private void count(boolean succeeded, Duration took) {
        Requests before = requests;
        if (succeeded) {
            requests = before.succeeded(took);
        } else if (before.made() > 0) {
            requests = before.refused();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
