package io.headrace.trainer.app;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.topics.Topics;
import io.headrace.trainer.progress.TrainingEvent;
import io.headrace.trainer.window.Due;
import io.headrace.trainer.window.ExampleWindow;
import io.headrace.trainer.window.Located;
import io.headrace.trainer.window.Request;
import io.headrace.trainer.window.Selection;
import io.headrace.trainer.window.Triggers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The poll loop: follows the examples and the requests from one start (or recovery) to the next, and starts one job at a time. Whatever it knows
 * follows from the topics, so that it can be thrown away at any moment. Used by one thread.
 */
final class TrainingLoop {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** Whoever asks waits. */
    private static final Duration SHORT_POLL = Duration.ofMillis(20);

    private final PipelineDefinition definition;
    private final Consumer<byte[], byte[]> consumer;
    private final TrainerInput input;
    private final TrainingJobRunner jobRunner;
    private final ExecutorService executor;
    private final TrainingEventPublisher publisher;
    private final TrainerMetrics metrics;
    private final TrainingGate gate;
    private final RecoveryPoint recoveryPoint;
    private final String topic;
    private final ExampleWindow window;
    private final Triggers triggers;
    private final Map<Integer, Long> read = new HashMap<>();
    /** Requests that came while examples from before the start are still being read: they are to see all of those. */
    private final List<Request> early = new ArrayList<>();

    private Optional<Running> running = Optional.empty();
    private boolean rebuilt;
    private boolean atHead;
    private long retrain;
    private int toldWaiting = -1;
    private volatile boolean ending;

    private record Running(TrainingJob job, CompletableFuture<Boolean> published) {}

    @SuppressWarnings("TooManyParameters") // the edges of one loop, wired once
    TrainingLoop(
            PipelineDefinition definition,
            Consumer<byte[], byte[]> consumer,
            RecoveryPoint recoveryPoint,
            TrainerInput input,
            TrainingJobRunner jobRunner,
            ExecutorService executor,
            TrainingEventPublisher publisher,
            TrainerMetrics metrics,
            TrainingGate gate) {
        this.definition = definition;
        this.consumer = consumer;
        this.recoveryPoint = recoveryPoint;
        this.input = input;
        this.jobRunner = jobRunner;
        this.executor = executor;
        this.publisher = publisher;
        this.metrics = metrics;
        this.gate = gate;
        this.topic = new Topics(definition.pipeline()).examples();
        this.window = new ExampleWindow(definition);
        this.triggers = new Triggers(definition.train(), recoveryPoint.modelExists());
        this.retrain = recoveryPoint.retrain();
        recoveryPoint.floor().ifPresent(window::forgetBefore);
        recoveryPoint.checkpoints().forEach((partition, checkpoint) -> read.put(partition, checkpoint.until()));
    }

    /** One round: read, take in, finish what has ended, begin what is due. */
    void step() {
        noteProgress();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(gate.onlyWhenAsked() ? SHORT_POLL : POLL)) {
            if (input.isExample(record)) {
                read.merge(record.partition(), record.offset() + 1, Math::max);
                input.example(record).ifPresent(this::take);
            } else {
                input.request(record).ifPresent(this::take);
            }
            beginIfDue();
        }
        metrics.behind(behind());
        noteProgress();
        if (gate.isAsked() && isAtEnd()) {
            gate.open();
        }
        finishIfDone();
        beginIfDue();
        if (running.isEmpty()) {
            gate.close();
        }
        tell();
    }

    private long behind() {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    private boolean isAtEnd() {
        return atHead
                && consumer.endOffsets(consumer.assignment()).entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Whether what was there at the start was read. */
    boolean isAtHead() {
        return atHead;
    }

    private void noteProgress() {
        if (!atHead) {
            Map<Integer, Long> positions = new HashMap<>();
            recoveryPoint.ends().keySet().forEach(partition -> positions.put(partition, position(partition)));
            rebuilt = recoveryPoint.isRebuilt(positions);
            atHead = recoveryPoint.isAtHead(positions);
            if (atHead) {
                early.forEach(request -> triggers.onRequest(request, window));
                early.clear();
            }
        }
    }

    private long position(int partition) {
        return consumer.position(new TopicPartition(topic, partition));
    }

    /** Lets a training that goes on end at its next trial, and waits for it. */
    void end() {
        ending = true;
        running.ifPresent(current ->
                current.published().handle((published, fault) -> published).join());
    }

    private void take(Located located) {
        boolean known = recoveryPoint.isKnown(located);
        if (!window.add(located)) {
            return;
        }
        long eventTime = located.example().row().eventTime();
        if (known) {
            triggers.onKnownExample(eventTime);
        } else {
            triggers.onNewExample(eventTime);
        }
    }

    private void take(Request request) {
        if (recoveryPoint.served().contains(request.id())) {
            LOG.info("{}: a model was trained for request {} before", definition.pipeline(), request.id());
            return;
        }
        if (jobRunner.hasReplaced(request.model())) {
            LOG.info(
                    "{}: request {} is about {}, which serves no longer",
                    definition.pipeline(),
                    request.id(),
                    request.model().orElse(""));
            return;
        }
        LOG.info(
                "{}: request {} for a new candidate ({}){}",
                definition.pipeline(),
                request.id(),
                request.reason(),
                request.changeSince().isPresent()
                        ? ", on examples since "
                                + Instant.ofEpochMilli(request.changeSince().getAsLong())
                        : "");
        if (atHead) {
            triggers.onRequest(request, window);
        } else {
            early.add(request);
        }
        toldWaiting = -1;
    }

    private void beginIfDue() {
        if (running.isEmpty() && rebuilt && gate.mayBegin()) {
            triggers.due(window).ifPresent(this::begin);
        }
    }

    private void begin(Due due) {
        Selection kept = window.inMemory();
        Selection chosen = window.all();
        if (due instanceof Due.ByRequest(Request request)) {
            retrain = request.offset() + 1;
            if (request.changeSince().isPresent()) {
                chosen = window.since(request.changeSince().getAsLong());
            }
        }
        TrainingJob job = new TrainingJob(due, chosen, kept, window.floor(), new Positions(read, retrain));
        triggers.onStart(due);
        running = Optional.of(new Running(
                job, CompletableFuture.supplyAsync(() -> jobRunner.make(job, () -> ending), executor)));
    }

    private void finishIfDone() {
        if (running.isEmpty() || !running.get().published().isDone()) {
            return;
        }
        Running done = running.get();
        running = Optional.empty();
        boolean published = outcome(done.published());
        if (published) {
            triggers.onPublished();
            done.job().change().ifPresent(window::forgetBefore);
        }
    }

    private static boolean outcome(CompletableFuture<Boolean> published) {
        try {
            return published.join();
        } catch (CancellationException closing) {
            return false;
        } catch (CompletionException e) {
            if (e.getCause() instanceof CancellationException) {
                return false;
            }
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    private void tell() {
        metrics.window(window.size(), triggers.newExamples());
        Optional<Request> waiting = triggers.waiting();
        metrics.waiting(waiting.isPresent(), triggers.waitingHas());
        if (waiting.isPresent() && running.isEmpty() && triggers.waitingHas() != toldWaiting) {
            Request request = waiting.get();
            if (toldWaiting < 0) {
                LOG.info(
                        "{}: request {} waits for {} examples, {} are labelled",
                        definition.pipeline(),
                        request.id(),
                        definition.train().minimumExamples(),
                        triggers.waitingHas());
            }
            toldWaiting = triggers.waitingHas();
            Optional<Instant> since = request.changeSince().isPresent()
                    ? Optional.of(Instant.ofEpochMilli(request.changeSince().getAsLong()))
                    : Optional.empty();
            publisher.publish(new TrainingEvent.Waiting(
                    request.id(),
                    request.reason(),
                    since,
                    toldWaiting,
                    definition.train().minimumExamples()));
        }
    }
}
