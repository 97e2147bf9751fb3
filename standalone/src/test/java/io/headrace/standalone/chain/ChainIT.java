package io.headrace.standalone.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.headrace.embedded.StartFailure;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.backfill.Backfill;
import io.headrace.standalone.backfill.Output;
import io.headrace.standalone.backfill.PipelineTopics;
import io.headrace.standalone.backfill.Source;
import io.headrace.standalone.backfill.TopicSource;
import io.headrace.standalone.system.LocalSettings;
import io.headrace.standalone.system.LocalSystem;
import io.headrace.standalone.system.RunningSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainIT {

    private static final int RECORDS = 1_000;

    @TempDir
    Path data;

    @Test
    void overFourPartitionsItMakesWhatOneTaskMakesAndSoDoesBackfillOfItsTopics() throws InterruptedException {
        PipelineDefinition definition = DefinitionReader.readValid(ChainTopologyTest.PARCELS);
        LocalSettings settings = new LocalSettings(
                data, true, ChainTopologyTest.PARCELS, 0, 0, 0, 0, Map.of("headrace.partitions", "4"));
        try (LocalSystem system = LocalSystem.prepare(settings, (_, _, _) -> {})) {
            system.start();
            RunningSystem running = RunningSystem.of(data);
            AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", running.registryUrl()));
            try (Wired oneTask = Wired.chained(definition, serdes)) {
                send(definition, running, serdes, oneTask);
                Made expected = oneTask.made();

                await().untilAsserted(() -> {
                    system.requireRunning();
                    Map<String, List<String>> found =
                            read(running, expected.topics().keySet());
                    expected.topics()
                            .forEach((topic, records) -> assertThat(found.get(topic))
                                    .as(topic)
                                    .containsExactlyInAnyOrderElementsOf(records));
                });
                Collected again = new Collected();
                backfill(definition, running, serdes, again);
                Topics topics = new Topics(definition.pipeline());
                assertThat(again.rows())
                        .containsExactlyInAnyOrderElementsOf(expected.topics().get(topics.features()));
                assertThat(again.examples())
                        .containsExactlyInAnyOrderElementsOf(expected.topics().get(topics.examples()));
                assertIsWrittenOnce(definition, running, serdes, again);
            }
        }
    }

    private static void backfill(PipelineDefinition definition, RunningSystem running, AvroSerdes serdes, Output into)
            throws InterruptedException {
        try (Source source = TopicSource.open(
                running.bootstrapServers(),
                new Topics(definition.pipeline()),
                definition,
                serdes,
                System.currentTimeMillis())) {
            Backfill.ofRows(definition, serdes, source, into, Backfill.Settings.ofAll(2))
                    .run((_, _) -> {});
        }
    }

    /** Broken off, done again, and refused where it is done. */
    private static void assertIsWrittenOnce(
            PipelineDefinition definition, RunningSystem running, AvroSerdes serdes, Collected again)
            throws InterruptedException {
        Topics topics = new Topics(new PipelineName("fuzzed-again"));
        try (Output broken = PipelineTopics.open(running.bootstrapServers(), topics, 2)) {
            broken.row("half", 1, new byte[] {1, 2, 3});
        }
        try (Output into = PipelineTopics.open(running.bootstrapServers(), topics, 2)) {
            backfill(definition, running, serdes, into);
        }
        Map<String, List<String>> written = read(running, List.of(topics.features(), topics.examples()));
        assertThat(written.get(topics.features())).containsExactlyInAnyOrderElementsOf(again.rows());
        assertThat(written.get(topics.examples())).containsExactlyInAnyOrderElementsOf(again.examples());
        assertThatThrownBy(() -> PipelineTopics.open(running.bootstrapServers(), topics, 2))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("topic fuzzed-again.features has records already");
    }

    /** To Kafka all at once, and one after the other to the task. */
    private static void send(PipelineDefinition definition, RunningSystem running, AvroSerdes serdes, Wired oneTask) {
        Topics topics = new Topics(definition.pipeline());
        RandomParcels parcels = new RandomParcels(definition, serdes, new Random(8), false);
        Map<String, Object> config = Map.of("bootstrap.servers", running.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Sent sent : Stream.generate(parcels::next).limit(RECORDS).toList()) {
                var _ = producer.send(new ProducerRecord<>(
                        sent.isLabel() ? topics.labels() : topics.raw(), sent.key(), sent.value()));
                oneTask.take(sent);
            }
        }
        oneTask.waitLong();
    }

    private static Map<String, List<String>> read(RunningSystem running, Iterable<String> topics) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", running.bootstrapServers(), "isolation.level", "read_committed");
        Map<String, List<String>> read = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : topics) {
                read.put(topic, new ArrayList<>());
                consumer.partitionsFor(topic)
                        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> read.getOrDefault(record.topic(), new ArrayList<>())
                                .add(Wired.text(record.key(), record.timestamp(), record.value())));
            }
        }
        return read;
    }
}
