package io.headrace.registry.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.model.ModelArtifact;
import io.headrace.model.ModelRef;
import io.headrace.registry.protocol.view.PipelineModels;
import io.headrace.registry.protocol.view.RegistryEntry;
import io.headrace.registry.protocol.view.RegistryEntry.AliasMoved;
import io.headrace.registry.protocol.view.RegistryEntry.VersionPublished;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.topics.Topics;
import io.headrace.testing.Waits;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryProtocolTest {

    private static final Authorship ANNA = new Authorship("anna", "looks better on the newest week");

    private final RegistryFixture registry = RegistryFixture.shared();
    private final PipelineName pipeline = RegistryFixture.newPipeline();
    private final RegistryReader reader = registry.reader();
    private final RegistryWriter writer = registry.writer(reader);

    @BeforeEach
    void readToTheEnd() throws Exception {
        assertThat(reader.awaitCaughtUp(Waits.SAFETY_NET)).isTrue();
    }

    @AfterEach
    void close() {
        writer.close();
        reader.close();
    }

    @Test
    void publishesVersionsWithoutGapsSignedAndWithWhoWhenAndWhy() {
        VersionPublished first =
                writer.publish(registry.publication(pipeline, RegistryFixture.artifact(10, 1), champion()));
        VersionPublished second =
                writer.publish(registry.publication(pipeline, RegistryFixture.artifact(10, 2), none()));

        assertThat(first.reference()).isEqualTo(new ModelRef.ByVersion(pipeline, 1));
        assertThat(second.reference()).isEqualTo(new ModelRef.ByVersion(pipeline, 2));
        assertThat(first.version().getSignature().remaining()).isEqualTo(64);
        assertThat(first.provenance().who()).isEqualTo("trainer");
        assertThat(first.provenance().when()).isEqualTo(RegistryFixture.NOW);
        assertThat(first.provenance().why()).isEqualTo("it passed its gates");
        assertThat(reader.resolve(ModelRef.parse(pipeline + "@champion"))).contains(first);
        assertThat(reader.resolve(ModelRef.parse(pipeline + "@2"))).contains(second);
        assertThat(reader.resolve(ModelRef.parse(pipeline + "@3"))).isEmpty();
    }

    @Test
    void aSecondReaderRebuildsTheSameFromTheTopicAlone() throws Exception {
        writer.publish(registry.publication(pipeline, RegistryFixture.artifact(10, 3), champion()));
        writer.publish(registry.publication(pipeline, RegistryFixture.artifact(10, 4), champion()));
        writer.rollBack(pipeline, ANNA);

        try (RegistryReader other = registry.reader()) {
            assertThat(other.awaitCaughtUp(Waits.SAFETY_NET)).isTrue();
            assertThat(other.view().of(pipeline)).isEqualTo(reader.view().of(pipeline));
            assertThat(other.view().of(pipeline).history()).hasSize(5);
        }
    }

    @Test
    void promotesAndRollsBackByOneRecordEach() {
        writer.publish(registry.publication(pipeline, RegistryFixture.artifact(10, 5), champion()));
        writer.publish(registry.publication(pipeline, RegistryFixture.artifact(10, 6), none()));
        long before = modelRecords();

        AliasMoved promoted = writer.promote(new ModelRef.ByVersion(pipeline, 2), ANNA);
        AliasMoved back = writer.rollBack(pipeline, ANNA);

        assertThat(promoted.version()).isEqualTo(2);
        assertThat(promoted.previous()).contains(1);
        assertThat(promoted.provenance().who()).isEqualTo("anna");
        assertThat(back.version()).isEqualTo(1);
        assertThat(back.previous()).contains(2);
        assertThat(modelRecords()).isEqualTo(before + 2);
    }

    @Test
    void refusesWhatTheStateDoesNotAllowInWords() {
        ModelArtifact artifact = RegistryFixture.artifact(10, 7);
        assertThatThrownBy(() -> writer.rollBack(pipeline, ANNA))
                .isInstanceOf(NoSuchModel.class)
                .hasMessageContaining("has no champion");
        writer.publish(registry.publication(pipeline, artifact, champion()));
        writer.publish(registry.failing(pipeline, artifact));

        assertThatThrownBy(() -> writer.promote(new ModelRef.ByVersion(pipeline, 1), ANNA))
                .isInstanceOf(RegistryConflict.class)
                .hasMessageContaining("is the champion already");
        assertThatThrownBy(() -> writer.promote(new ModelRef.ByVersion(pipeline, 2), ANNA))
                .isInstanceOf(RegistryConflict.class)
                .hasMessageContaining("did not pass its gates: PR AUC 0.41");
        assertThatThrownBy(() -> writer.promote(new ModelRef.ByVersion(pipeline, 9), ANNA))
                .isInstanceOf(NoSuchModel.class)
                .hasMessageContaining("has the versions 1, 2");
        assertThatThrownBy(() -> writer.rollBack(pipeline, ANNA))
                .isInstanceOf(RegistryConflict.class)
                .hasMessageContaining("is the first champion");
    }

    @Test
    void fetchesTheBytesOfManyChunksAndOfManyModels() {
        ModelArtifact large = RegistryFixture.artifact(3 * Chunks.SIZE + 17, 8);
        ModelArtifact exact = RegistryFixture.artifact(Chunks.SIZE, 9);
        VersionPublished first = writer.publish(registry.publication(pipeline, large, champion()));
        VersionPublished second = writer.publish(registry.publication(pipeline, exact, champion()));

        ArtifactStore store = ArtifactStore.open(registry.kafka(), registry.serdes(), 2L * Chunks.SIZE);
        for (int round = 0; round < 2; round++) { // the second time by the noted offsets
            assertThat(store.fetch(first.version().getArtifact())).isEqualTo(new Fetched.Found(large));
            assertThat(store.fetch(second.version().getArtifact())).isEqualTo(new Fetched.Found(exact));
        }
        assertThat(first.version().getArtifact().getChunks()).isEqualTo(4);
        assertThat(store.cached(large.sha256())).isEmpty();
        assertThat(store.cached(exact.sha256())).contains(exact);
    }

    @Test
    void theSameBytesAreWrittenOnce() {
        ModelArtifact artifact = RegistryFixture.artifact(100, 10);
        writer.publish(registry.publication(pipeline, artifact, none()));
        writer.publish(registry.publication(pipeline, artifact, none()));

        assertThat(registry.committed(Topics.ARTIFACTS))
                .filteredOn(record -> record.key().startsWith(artifact.sha256()))
                .hasSize(1);
    }

    @Test
    void aMissingChunkIsASentence() {
        ModelArtifact artifact = RegistryFixture.artifact(100, 11);
        assertThat(registry.store().fetch(Chunks.reference(artifact)))
                .isInstanceOfSatisfying(
                        Fetched.Broken.class,
                        broken -> assertThat(broken.sentence()).contains("holds 0 chunks; 1 would be right"));
    }

    @Test
    void recordsThatAreNoneAreCountedAndSkipped() throws Exception {
        long before = reader.unusableRecords();
        try (Producer<String, byte[]> producer = new KafkaClients(registry.kafka()).producer("vandal")) {
            Acknowledgement.await(
                    producer.send(new ProducerRecord<>(Topics.MODELS, "no/registry", new byte[] {1, 2, 3})));
            Acknowledgement.await(
                    producer.send(new ProducerRecord<>(Topics.MODELS, pipeline + "/version/1", new byte[] {0, 0})));
        }
        VersionPublished published =
                writer.publish(registry.publication(pipeline, RegistryFixture.artifact(10, 12), champion()));

        assertThat(published.version().getVersion()).isEqualTo(1);
        assertThat(reader.unusableRecords()).isEqualTo(before + 2);
    }

    @Test
    void anUnfinishedPublicationIsInvisibleAndTheNextOneFencesIt() throws Exception {
        RegistryRecords records = new RegistryRecords(registry.serdes(), RegistryFixture.CLOCK);
        try (Producer<String, byte[]> crashed =
                new KafkaClients(registry.kafka()).transactionalProducer("headrace-registry-" + pipeline)) {
            crashed.initTransactions();
            crashed.beginTransaction();
            Acknowledgement.await(crashed.send(records.version(numbered(pipeline, 1), ANNA)));

            VersionPublished published =
                    writer.publish(registry.publication(pipeline, RegistryFixture.artifact(10, 13), none()));

            assertThat(published.version().getVersion()).isEqualTo(1);
            assertThat(published.provenance().who()).isEqualTo("trainer");
            assertThatThrownBy(crashed::commitTransaction).isInstanceOf(KafkaException.class);
        }
    }

    @Test
    void aVersionHiddenBehindAnothersTransactionKeepsItsNumber() throws Exception {
        RegistryRecords records = new RegistryRecords(registry.serdes(), RegistryFixture.CLOCK);
        PipelineName other = RegistryFixture.newPipeline();
        KafkaClients clients = new KafkaClients(registry.kafka());
        try (Producer<String, byte[]> slow = clients.transactionalProducer("headrace-registry-" + other);
                Producer<String, byte[]> quick = clients.transactionalProducer("headrace-registry-" + pipeline);
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            slow.initTransactions();
            slow.beginTransaction();
            Acknowledgement.await(slow.send(records.version(numbered(other, 1), ANNA)));
            quick.initTransactions();
            RegistryTransaction.commit(quick, List.of(records.version(numbered(pipeline, 1), ANNA)));
            assertThat(reader.awaitCaughtUp(Waits.SAFETY_NET)).isTrue();
            assertThat(reader.view().of(pipeline).versions()).isEmpty();

            Future<VersionPublished> published = thread.submit(
                    () -> writer.publish(registry.publication(pipeline, RegistryFixture.artifact(10, 16), none())));
            slow.commitTransaction();
            assertThat(published.get().version().getVersion()).isEqualTo(2);
        }
    }

    @Test
    void listenersHearEveryChangeInOrderWhenTheViewHasIt() {
        List<RegistryEntry> heard = new CopyOnWriteArrayList<>();
        Runnable end = reader.onChange(entry -> {
            if (entry.pipeline().equals(pipeline)) {
                assertThat(reader.view().of(pipeline).history()).contains(entry);
                heard.add(entry);
            }
        });
        writer.publish(registry.publication(pipeline, RegistryFixture.artifact(10, 14), champion()));
        Awaitility.await().until(() -> heard.size() == 2);
        assertThat(heard.get(0)).isInstanceOf(VersionPublished.class);
        assertThat(heard.get(1)).isInstanceOf(AliasMoved.class);
        end.run();
    }

    @Test
    void aTombstoneTakesAVersionAway() throws Exception {
        writer.publish(registry.publication(pipeline, RegistryFixture.artifact(10, 15), champion()));
        try (Producer<String, byte[]> producer = new KafkaClients(registry.kafka()).producer("operator")) {
            Acknowledgement.await(producer.send(new ProducerRecord<>(Topics.MODELS, pipeline + "/version/1", null)));
        }
        assertThat(reader.awaitCaughtUp(Waits.SAFETY_NET)).isTrue();
        PipelineModels models = reader.view().of(pipeline);
        assertThat(models.versions()).isEmpty();
        assertThat(models.champion()).isEmpty();
    }

    private long modelRecords() {
        return registry.committed(Topics.MODELS).size();
    }

    private static ModelVersion numbered(PipelineName pipeline, int version) {
        return ModelVersion.newBuilder(RegistryFixture.draft(pipeline, true))
                .setVersion(version)
                .build();
    }

    private static Optional<String> champion() {
        return Optional.of(ModelRef.CHAMPION);
    }

    private static Optional<String> none() {
        return Optional.empty();
    }
}
