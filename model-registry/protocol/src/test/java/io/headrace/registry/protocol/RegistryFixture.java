package io.headrace.registry.protocol;

import io.headrace.embedded.EmbeddedBroker;
import io.headrace.model.ModelArtifact;
import io.headrace.model.signing.ModelSigner;
import io.headrace.model.signing.SigningKeys;
import io.headrace.schemas.avro.ArtifactRef;
import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.ProblemType;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicCreator;
import io.headrace.schemas.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** One broker for the module; each test takes pipelines of its own. */
final class RegistryFixture {

    static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);
    static final Authorship TRAINER = new Authorship("trainer", "it passed its gates");

    private static final AtomicInteger PIPELINES = new AtomicInteger();
    private static final RegistryFixture SHARED = new RegistryFixture();

    private final Map<String, Object> kafka;
    private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "mock://registry-protocol"));
    private final ModelSigner signer;

    private RegistryFixture() {
        try {
            Path directory = Files.createTempDirectory(Path.of("target"), "broker");
            EmbeddedBroker broker = EmbeddedBroker.start(directory);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            signer = new ModelSigner(
                    SigningKeys.readOrGenerate(directory.resolve("private.pem"), directory.resolve("public.pem")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Admin admin = Admin.create(kafka)) {
            TopicCreator.create(
                    admin,
                    new Topics(new PipelineName("any"))
                            .all(1, (short) 1).stream()
                                    .filter(topic -> topic.name().startsWith("headrace."))
                                    .toList());
        }
    }

    static RegistryFixture shared() {
        return SHARED;
    }

    static PipelineName newPipeline() {
        return new PipelineName("pipeline-" + PIPELINES.incrementAndGet());
    }

    Map<String, Object> kafka() {
        return kafka;
    }

    AvroSerdes serdes() {
        return serdes;
    }

    RegistryReader reader() {
        return RegistryReader.start(kafka, serdes);
    }

    RegistryWriter writer(RegistryReader reader) {
        return RegistryWriter.open(kafka, serdes, reader, CLOCK);
    }

    ArtifactStore store() {
        return ArtifactStore.open(kafka, serdes, ArtifactStore.DEFAULT_CACHE_BYTES);
    }

    Publication publication(PipelineName pipeline, ModelArtifact artifact, Optional<String> alias) {
        return new Publication(draft(pipeline, true), artifact, signer, alias, TRAINER);
    }

    Publication failing(PipelineName pipeline, ModelArtifact artifact) {
        return new Publication(draft(pipeline, false), artifact, signer, Optional.empty(), TRAINER);
    }

    static ModelArtifact artifact(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return new ModelArtifact(bytes);
    }

    static ModelVersion draft(PipelineName pipeline, boolean passed) {
        return ModelVersion.newBuilder()
                .setPipeline(pipeline.value())
                .setVersion(0)
                .setArtifact(new ArtifactRef("", 0L, 0))
                .setProblem(ProblemType.BINARY)
                .setClasses(List.of("false", "true"))
                .setNumericFeatures(List.of("amount"))
                .setCategoricalFeatures(List.of())
                .setThreshold(0.5)
                .setGoldenRows(List.of())
                .setBaseline(List.of())
                .setMetrics(Map.of("prAuc", 0.41))
                .setImportances(Map.of())
                .setGates(List.of(new GateVerdict("success", passed, "PR AUC 0.41 (needs 0.30)")))
                .setLineage(Lineage.newBuilder()
                        .setDefinitionHash("d".repeat(64))
                        .setOffsets(List.of())
                        .setWindowStart(NOW)
                        .setWindowEnd(NOW)
                        .setTrainingRows(1L)
                        .setValidationRows(1L)
                        .setUnseenRows(1L)
                        .setSeed(7L)
                        .setFamily("boosted-trees")
                        .setParameters(Map.of("depth", "5", "eta", "0.1"))
                        .setTrials(1)
                        .setSoftware(Map.of("headrace", "0.1.0", "java", "25"))
                        .setTrigger("examples")
                        .build())
                .setSignedBy("")
                .setSignature(ByteBuffer.allocate(0))
                .build();
    }

    /** Everything committed on a registry topic. */
    List<ConsumerRecord<String, byte[]>> committed(String topic) {
        List<ConsumerRecord<String, byte[]>> found = Collections.synchronizedList(new ArrayList<>());
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Consumer<String, byte[]> consumer = new KafkaClients(kafka).consumer("test")) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        return found;
    }
}
