package io.headrace.trainer.app;

import io.headrace.model.ModelRef;
import io.headrace.model.ModelRefused;
import io.headrace.model.ModelRunner;
import io.headrace.model.Purpose;
import io.headrace.model.signing.ModelSigner;
import io.headrace.registry.protocol.ArtifactStore;
import io.headrace.registry.protocol.Authorship;
import io.headrace.registry.protocol.Fetched;
import io.headrace.registry.protocol.Publication;
import io.headrace.registry.protocol.RegistryConflict;
import io.headrace.registry.protocol.RegistryReader;
import io.headrace.registry.protocol.RegistryWriter;
import io.headrace.registry.protocol.view.RegistryEntry.VersionPublished;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.AlertKind;
import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.Severity;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Rollout;
import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import io.headrace.schemas.topics.Topics;
import io.headrace.trainer.gate.NumberFormats;
import io.headrace.trainer.progress.TrainingEvent;
import io.headrace.trainer.run.Candidate;
import io.headrace.trainer.run.Champion;
import io.headrace.trainer.run.TrainingOutcome;
import io.headrace.trainer.run.TrainingRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one training from its job to its version or alert. One at a time, on a thread of its own. */
final class TrainingJobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingJobRunner.class);
    private static final String WHO = "trainer";

    private final PipelineDefinition definition;
    private final Purpose purpose;
    private final Topics topics;
    private final RegistryReader registry;
    private final RegistryWriter writer;
    private final ArtifactStore artifacts;
    private final ModelSigner signer;
    private final TrainingCommitter committer;
    private final TrainingEventPublisher publisher;
    private final TrainerMetrics metrics;

    @SuppressWarnings("TooManyParameters") // the edges of one training, wired once
    TrainingJobRunner(
            PipelineDefinition definition,
            Topics topics,
            RegistryReader registry,
            RegistryWriter writer,
            ArtifactStore artifacts,
            ModelSigner signer,
            TrainingCommitter committer,
            TrainingEventPublisher publisher,
            TrainerMetrics metrics) {
        this.definition = definition;
        this.purpose = Purpose.of(definition);
        this.topics = topics;
        this.registry = registry;
        this.writer = writer;
        this.artifacts = artifacts;
        this.signer = signer;
        this.committer = committer;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    /**
     * Trains, judges, publishes or raises an alert, and writes down that the job is done with.
     *
     * @return whether a version was published
     * @throws KafkaException if the brokers do not answer; the job is not done with and to be made again
     */
    boolean make(TrainingJob job, BooleanSupplier closing) {
        long start = System.nanoTime();
        metrics.started();
        String outcome = "interrupted";
        try {
            TrainingOutcome made = train(job, closing);
            outcome = switch (made) {
                case TrainingOutcome.Judged(Candidate candidate) when candidate.passed() -> publish(job, candidate);
                case TrainingOutcome.Judged(Candidate candidate) ->
                    refuse(job, candidate.verdicts(), candidate.refusal(), candidate.draft());
                case TrainingOutcome.Refused(String sentence) -> refuse(job, List.of(), sentence, null);
            };
        } catch (KafkaException | SchemaRegistryUnavailable | RegistryConflict | CancellationException later) {
            throw later;
        } catch (RuntimeException | LinkageError fault) {
            fail(job, fault);
            outcome = "failed";
        } finally {
            metrics.ended(outcome, Duration.ofNanos(System.nanoTime() - start));
        }
        return outcome.equals("published");
    }

    /** Whether the model is a champion of the past: another serves by now. */
    boolean hasReplaced(Optional<String> model) {
        Optional<String> serving = registry.view()
                .of(definition.pipeline())
                .champion()
                .map(version -> version.reference().toString());
        return model.isPresent() && serving.isPresent() && !serving.equals(model);
    }

    private TrainingOutcome train(TrainingJob job, BooleanSupplier closing) {
        TrainingRun run =
                new TrainingRun(definition, definition.train().seed(), publisher.listener(job.trigger(), closing));
        Champion champion = champion();
        try {
            return run.run(job.window(topics.examples()), champion);
        } finally {
            if (champion instanceof Champion.Loaded(ModelRunner runner)) {
                runner.close();
            }
        }
    }

    private Champion champion() {
        Optional<VersionPublished> serving =
                registry.view().of(definition.pipeline()).champion();
        return serving.isEmpty() ? new Champion.None() : load(serving.get().version());
    }

    private Champion load(ModelVersion version) {
        String model = ModelRef.of(version).toString();
        Optional<String> difference = purpose.difference(version);
        if (difference.isPresent()) {
            return new Champion.Unusable(model, "it was made for another meaning: " + difference.get());
        }
        return switch (artifacts.fetch(version.getArtifact())) {
            case Fetched.Broken(String sentence) -> new Champion.Unusable(model, sentence);
            case Fetched.Found found -> {
                try {
                    yield new Champion.Loaded(ModelRunner.open(version, found.artifact()));
                } catch (ModelRefused refused) {
                    yield new Champion.Unusable(model, String.valueOf(refused.getMessage()));
                }
            }
        };
    }

    private String publish(TrainingJob job, Candidate candidate) {
        boolean automatic = definition.rollout().mode() == Rollout.Mode.AUTOMATIC;
        VersionPublished published = writer.publish(new Publication(
                candidate.draft(),
                candidate.artifact(),
                signer,
                automatic ? Optional.of(ModelRef.CHAMPION) : Optional.empty(),
                new Authorship(WHO, job.why() + ". " + candidate.summary())));
        committer.commit(job.checkpoints(true), job.positions().retrain());
        LOG.info("{} published: {}", published.reference(), candidate.summary());
        publisher.publish(new TrainingEvent.Published(job.trigger(), published.version(), automatic));
        return "published";
    }

    private String refuse(TrainingJob job, List<GateVerdict> verdicts, String sentence, @Nullable ModelVersion draft) {
        String reason = "A candidate trained on "
                + NumberFormats.count(job.chosen().examples().size()) + " examples was refused: " + sentence;
        commitWithAlert(
                job,
                AlertKind.CANDIDATE_REFUSED,
                Severity.WARNING,
                reason,
                draft == null ? Map.of() : draft.getMetrics());
        LOG.warn("{}: {}", definition.pipeline(), reason);
        publisher.publish(new TrainingEvent.Refused(job.trigger(), verdicts, sentence));
        return "refused";
    }

    private void fail(TrainingJob job, Throwable fault) {
        String reason =
                "Training on " + NumberFormats.count(job.chosen().examples().size()) + " examples failed: "
                        + fault.getMessage() + "; the trainer goes on with the next trigger";
        LOG.error("{}: {}", definition.pipeline(), reason, fault);
        commitWithAlert(job, AlertKind.TRAINING_FAILED, Severity.CRITICAL, reason, Map.of());
        publisher.publish(new TrainingEvent.Failed(job.trigger(), reason));
    }

    private void commitWithAlert(
            TrainingJob job, AlertKind kind, Severity severity, String reason, Map<String, Double> values) {
        Alert alert = Alert.newBuilder()
                .setPipeline(definition.pipeline().value())
                .setKind(kind)
                .setSeverity(severity)
                .setReason(reason)
                .setModel(registry.view()
                        .of(definition.pipeline())
                        .champion()
                        .map(serving -> serving.reference().toString())
                        .orElse(null))
                .setEventTime(Instant.ofEpochMilli(job.newestEventTime()))
                .setValues(values)
                .build();
        String id = String.join("/", kind.name(), job.trigger(), job.positions().text());
        committer.commit(job.checkpoints(false), job.positions().retrain(), alert, id);
    }
}
