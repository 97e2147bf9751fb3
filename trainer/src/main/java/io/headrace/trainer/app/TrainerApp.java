package io.headrace.trainer.app;

import io.headrace.model.Purpose;
import io.headrace.model.signing.ModelSigner;
import io.headrace.model.signing.SigningKeys;
import io.headrace.registry.protocol.ArtifactStore;
import io.headrace.registry.protocol.RegistryConflict;
import io.headrace.registry.protocol.RegistryReader;
import io.headrace.registry.protocol.RegistryWriter;
import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.trainer.progress.TrainingEvent;
import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads examples and requests on one thread and trains on another. When Kafka or a registry is away it begins again from what the
 * topics say, until they are back. One trainer a pipeline: a second one takes over and the first fails.
 */
@Singleton
public final class TrainerApp implements HeadraceApp {

    static final String NAME = "trainer";

    private static final Logger LOG = LoggerFactory.getLogger(TrainerApp.class);
    private static final Duration BEFORE_RETRY = Duration.ofSeconds(2);
    private static final Duration CATCH_UP = Duration.ofSeconds(30);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final PipelineDefinition definition;
    private final Topics topics;
    private final KafkaSettings kafka;
    private final AvroSerdes serdes;
    private final SigningSettings signing;
    private final TrainerMetrics metrics;
    private final TrainingGate gate;
    private final TrainerInput input;
    private final TrainingEventPublisher publisher;
    private final Clock clock = Clock.systemUTC();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("headrace-training").daemon(true).factory());
    private final Thread thread =
            Thread.ofPlatform().name("headrace-trainer").daemon(true).unstarted(this::follow);
    private volatile AppState state = new AppState.Starting("not started yet");

    @SuppressWarnings("TooManyParameters") // a bean's constructor
    TrainerApp(
            PipelineDefinition definition,
            Topics topics,
            KafkaSettings kafka,
            AvroSerdes serdes,
            FeatureRecords records,
            SigningSettings signing,
            TrainerMetrics metrics,
            TrainingGate gate,
            ApplicationEventPublisher<TrainingEvent> events) {
        this.definition = definition;
        this.topics = topics;
        this.kafka = kafka;
        this.serdes = serdes;
        this.signing = signing;
        this.metrics = metrics;
        this.gate = gate;
        this.input = new TrainerInput(topics, records, serdes, metrics);
        this.publisher = new TrainingEventPublisher(definition.pipeline().value(), metrics, events);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() {
        state = new AppState.Starting("reading the model registry");
        thread.start();
    }

    @Override
    public AppState state() {
        return state;
    }

    /** Lets a training that goes on end at its next trial; it is made again after the next start. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdown();
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void follow() {
        try (RegistryReader registry = RegistryReader.start(kafka.consumer(), serdes);
                RegistryWriter writer = RegistryWriter.open(kafka.producer(), serdes, registry, clock)) {
            ModelSigner signer = new ModelSigner(SigningKeys.readOrGenerate(signing.privateKey(), signing.publicKey()));
            while (!isClosing()) {
                runLoop(registry, writer, signer);
            }
            state = new AppState.Stopped();
        } catch (IOException e) {
            giveUp("the keys of headrace.signing cannot be used: " + e.getMessage(), e);
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            giveUp("another trainer of " + definition.pipeline() + " has taken over; one at a time would be right", e);
        } catch (RuntimeException | Error e) {
            giveUp(e.toString(), e);
        }
    }

    private void giveUp(String reason, Throwable cause) {
        state = new AppState.Failed(reason);
        LOG.error("The trainer gives up: {}", reason, cause);
    }

    /** Returns when the app closes or what it needs is away. */
    private void runLoop(RegistryReader registry, RegistryWriter writer, ModelSigner signer) {
        try (Consumer<byte[], byte[]> consumer = consumer();
                TrainingCommitter committer =
                        TrainingCommitter.open(topics, kafka, serdes, clock, consumer.groupMetadata())) {
            awaitRegistry(registry);
            ArtifactStore artifacts = ArtifactStore.open(kafka.consumer(), serdes, ArtifactStore.DEFAULT_CACHE_BYTES);
            RecoveryPoint recoveryPoint = RecoveryPoint.prepare(
                    consumer, topics, registry.view().of(definition.pipeline()), Purpose.of(definition));
            TrainingJobRunner jobRunner = new TrainingJobRunner(
                    definition, topics, registry, writer, artifacts, signer, committer, publisher, metrics);
            TrainingLoop loop = new TrainingLoop(
                    definition, consumer, recoveryPoint, input, jobRunner, executor, publisher, metrics, gate);
            try {
                while (!isClosing()) {
                    loop.step();
                    state = loop.isAtHead()
                            ? new AppState.Running()
                            : new AppState.Starting("reading back the window of examples");
                }
            } finally {
                loop.end();
            }
        } catch (ProducerFencedException | InvalidProducerEpochException taken) {
            throw taken;
        } catch (KafkaException | SchemaRegistryUnavailable | RegistryConflict e) {
            state = new AppState.Starting("waits to try again after: " + e.getMessage());
            LOG.warn("The trainer begins again from the topics after: {}", e.toString());
            pause();
        }
    }

    private void awaitRegistry(RegistryReader registry) {
        try {
            if (!registry.awaitCaughtUp(CATCH_UP)) {
                throw new KafkaException("the model registry could not be read within " + CATCH_UP.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted"));
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(kafka.consumer());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, TrainingCommitter.groupId(topics));
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, TrainingCommitter.groupId(topics));
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void pause() {
        try {
            if (closing.await(BEFORE_RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("closing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
