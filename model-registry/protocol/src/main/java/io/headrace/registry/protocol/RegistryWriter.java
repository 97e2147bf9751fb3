package io.headrace.registry.protocol;

import io.headrace.model.ModelArtifact;
import io.headrace.model.ModelRef;
import io.headrace.registry.protocol.view.PipelineModels;
import io.headrace.registry.protocol.view.RegistryEntry.AliasMoved;
import io.headrace.registry.protocol.view.RegistryEntry.VersionPublished;
import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Changes the registry. Every method returns when the change is acknowledged by the brokers and its own reader shows it.
 * Safe for many threads.
 *
 * <p>Publishing is a transaction under the id {@code headrace-registry-PIPELINE}, with a producer of its own: it first fences
 * whoever else publishes for the pipeline, then reads to the end, then takes the next number; so two publishers never give the
 * same number, and readers see all of a version or nothing. Moving an alias is one record and needs no transaction; it must
 * not use the transactional id, or a promotion by hand would fence a trainer that is publishing.
 */
public final class RegistryWriter implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(45);

    private final KafkaClients clients;
    private final RegistryRecords records;
    private final RegistryReader reader;
    private final Producer<String, byte[]> aliases;

    private RegistryWriter(KafkaClients clients, RegistryRecords records, RegistryReader reader) {
        this.clients = clients;
        this.records = records;
        this.reader = reader;
        this.aliases = clients.producer("headrace-registry-writer");
    }

    /**
     * Opens a writer.
     *
     * @param kafka client settings under Kafka's own names
     * @param reader of the same cluster; stays the caller's to close
     * @param clock what "when" is told by
     */
    public static RegistryWriter open(
            Map<String, ?> kafka, AvroSerdes serdes, RegistryReader reader, InstantSource clock) {
        return new RegistryWriter(new KafkaClients(kafka), new RegistryRecords(serdes, clock), reader);
    }

    /**
     * Publishes a model: its chunks (unless a version with the same bytes exists), its version record under the next number,
     * and the alias, all or nothing.
     *
     * @return the version as published, signed
     * @throws RegistryConflict if another publisher of the same pipeline came in between; nothing was published
     * @throws KafkaException if the brokers refuse or do not answer; nothing was published, unless the message says that the
     *     commit's outcome is unknown
     */
    public VersionPublished publish(Publication publication) {
        PipelineName pipeline = new PipelineName(publication.draft().getPipeline());
        try (Producer<String, byte[]> producer = clients.transactionalProducer("headrace-registry-" + pipeline)) {
            producer.initTransactions();
            PipelineModels before = caughtUp(pipeline);
            ModelVersion version = numbered(publication, before.nextVersion());
            List<ProducerRecord<String, byte[]>> all = recordsOf(publication, version, before);
            long written;
            try {
                written = RegistryTransaction.commit(producer, all);
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                throw new RegistryConflict(
                        "another trainer of " + pipeline + " began to publish; one at a time would be right", e);
            }
            return readUntil(written + 1, pipeline)
                    .version(version.getVersion())
                    .orElseThrow(() ->
                            new IllegalStateException(ModelRef.of(version) + " was committed but is not on the topic"));
        }
    }

    /** In the order of the topic's promise: bytes before the version, the version before the alias. */
    private List<ProducerRecord<String, byte[]>> recordsOf(
            Publication publication, ModelVersion version, PipelineModels before) {
        ModelArtifact artifact = publication.artifact();
        List<ProducerRecord<String, byte[]>> all = new ArrayList<>();
        if (!reader.view().holdsArtifact(artifact.sha256())) {
            all.addAll(records.chunks(artifact));
        }
        all.add(records.version(version, publication.by()));
        publication.alias().ifPresent(alias -> {
            Optional<Integer> previous =
                    Optional.ofNullable(before.aliases().get(alias)).map(AliasMoved::version);
            all.add(records.alias(before.pipeline(), alias, version.getVersion(), previous, publication.by()));
        });
        return all;
    }

    private static ModelVersion numbered(Publication publication, int number) {
        ModelVersion version = ModelVersion.newBuilder(publication.draft())
                .setVersion(number)
                .setArtifact(Chunks.reference(publication.artifact()))
                .build();
        return publication.signer().sign(version);
    }

    /**
     * Lets the champion be this version.
     *
     * @throws NoSuchModel if the version does not exist
     * @throws RegistryConflict if it is the champion already, or did not pass its gates
     */
    public AliasMoved promote(ModelRef.ByVersion reference, Authorship by) {
        PipelineModels models = caughtUp(reference.pipeline());
        ModelVersion version = existing(models, reference.version()).version();
        Optional<Integer> current =
                Optional.ofNullable(models.aliases().get(ModelRef.CHAMPION)).map(AliasMoved::version);
        if (current.filter(number -> number == reference.version()).isPresent()) {
            throw new RegistryConflict(reference + " is the champion already");
        }
        String failed = version.getGates().stream()
                .filter(gate -> !gate.getPassed())
                .map(GateVerdict::getSentence)
                .collect(Collectors.joining("; "));
        if (!failed.isEmpty()) {
            throw new RegistryConflict(reference + " did not pass its gates: " + failed);
        }
        return move(reference.pipeline(), ModelRef.CHAMPION, reference.version(), current, by);
    }

    /**
     * Lets the champion be the version that was it before, by one record. A second roll back goes forth again.
     *
     * @throws NoSuchModel if the pipeline has no champion, or the one before is gone
     * @throws RegistryConflict if there was no champion before
     */
    public AliasMoved rollBack(PipelineName pipeline, Authorship by) {
        PipelineModels models = caughtUp(pipeline);
        AliasMoved current = Optional.ofNullable(models.aliases().get(ModelRef.CHAMPION))
                .orElseThrow(() -> new NoSuchModel(pipeline + " has no champion to roll back"));
        int previous = current.previous()
                .orElseThrow(() -> new RegistryConflict(pipeline + "@" + current.version()
                        + " is the first champion; there is none before it to go back to"));
        existing(models, previous);
        return move(pipeline, ModelRef.CHAMPION, previous, Optional.of(current.version()), by);
    }

    private static VersionPublished existing(PipelineModels models, int version) {
        return models.version(version)
                .orElseThrow(() -> new NoSuchModel("there is no model " + models.pipeline() + "@"
                        + version + "; " + models.pipeline() + " has "
                        + (models.versions().isEmpty()
                                ? "no versions"
                                : "the versions "
                                        + models.versions().stream()
                                                .map(published -> String.valueOf(
                                                        published.version().getVersion()))
                                                .collect(Collectors.joining(", ")))));
    }

    private AliasMoved move(
            PipelineName pipeline, String alias, int version, Optional<Integer> previous, Authorship by) {
        ProducerRecord<String, byte[]> record = records.alias(pipeline, alias, version, previous, by);
        long written = Acknowledgement.await(aliases.send(record)).offset();
        AliasMoved moved = readUntil(written + 1, pipeline).aliases().get(alias);
        if (moved == null) {
            throw new IllegalStateException(
                    "alias " + alias + " of " + pipeline + " was written but is not on the topic");
        }
        return moved;
    }

    /**
     * What is the case now. Reads to the very end, not only to what is visible: a version of this pipeline may be hidden behind
     * another pipeline's open transaction for a moment, and its number must not be given again.
     */
    private PipelineModels caughtUp(PipelineName pipeline) {
        return readUntil(clients.end(ReadLoop.MODELS), pipeline);
    }

    private PipelineModels readUntil(long end, PipelineName pipeline) {
        try {
            if (!reader.awaitReached(end, TIMEOUT)) {
                throw new TimeoutException(ReadLoop.MODELS + " could not be read to offset " + end + " within "
                        + TIMEOUT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
        return reader.view().of(pipeline);
    }

    @Override
    public void close() {
        aliases.close(TIMEOUT);
    }
}
