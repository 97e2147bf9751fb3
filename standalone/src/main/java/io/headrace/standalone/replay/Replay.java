package io.headrace.standalone.replay;

import io.headrace.embedded.StartFailure;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.runtime.streams.StreamsApp;
import io.headrace.runtime.streams.StreamsAppFactory;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.scoring.loading.AnnouncedBaseline;
import io.headrace.scoring.serving.ModelSlot;
import io.headrace.standalone.replay.prequential.Evaluation;
import io.headrace.standalone.replay.report.Counts;
import io.headrace.standalone.replay.report.ReplayReport;
import io.headrace.standalone.status.AppCounts;
import io.headrace.standalone.system.Layout;
import io.headrace.standalone.system.LocalSystem;
import io.headrace.trainer.app.TrainingGate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Plays files through the running apps in steps. In a step the rows are sent, scored and joined with what labels they have; then, one
 * after the other and only while everything before stands still, the monitor looks at the step, the trainer decides and trains, and
 * the model changes. So everything happens at a position of the stream, however fast the machine is.
 */
final class Replay implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LONGEST_TRAINING = Duration.ofMinutes(30);
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(20).toNanos();

    private static final String MONITOR = "monitor";

    private final ReplayRequest request;
    private final LocalSystem system;
    private final ApplicationContext context;
    private final PipelineDefinition definition;
    private final Topics topics;
    private final Map<String, StreamsApp> apps;
    private final List<String> onTheWay;
    private final TrainingGate trainer;
    private final ModelSlot slot;
    private final AnnouncedBaseline baseline;
    private final RowNumbers numbers = new RowNumbers();
    private final ReplayJournal journal;
    private final Progress progress;
    private final Producer<String, byte[]> producer;
    private final ReplayFeed feed;
    private final Stopwatch watch = new Stopwatch();

    Replay(ReplayRequest request, LocalSystem system, ApplicationContext context) {
        this.request = request;
        this.system = system;
        this.context = context;
        this.definition = context.getBean(PipelineDefinition.class);
        this.topics = new Topics(definition.pipeline());
        this.apps = context.getBean(StreamsAppFactory.class).created();
        this.onTheWay = Layout.of(context).apps();
        this.trainer = context.getBean(TrainingGate.class);
        this.slot = context.getBean(ModelSlot.class);
        this.baseline = context.getBean(AnnouncedBaseline.class);
        KafkaSettings kafka = context.getBean(KafkaSettings.class);
        AvroSerdes serdes = context.getBean(AvroSerdes.class);
        this.journal = new ReplayJournal(kafka.bootstrapServers(), definition, serdes, numbers, request.labelDelay());
        this.progress = new Progress(kafka);
        this.producer = producer(kafka);
        this.feed = new ReplayFeed(request, definition, serdes, producer, numbers, journal::labelled);
    }

    private static Producer<String, byte[]> producer(KafkaSettings kafka) {
        Map<String, Object> config = kafka.producer();
        config.put("linger.ms", 5);
        config.put("batch.size", 128 * 1024);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * Feeds the next step and lets everything come of it.
     *
     * @return whether there may be more
     */
    boolean step() throws InterruptedException {
        awaitTrue(
                MONITOR + " to have its partitions",
                () -> progress.isSettled(app(MONITOR)),
                () -> standstill(app(MONITOR)));
        pause(MONITOR);
        boolean more = feed.step();
        for (String app : onTheWay) {
            await(app);
        }
        watch.lap("feed, clean, featurize, score");
        resume(MONITOR);
        await(MONITOR);
        watch.lap("monitor");
        train();
        journal.readTo(progress.ends(journal.partitions(), IsolationLevel.READ_COMMITTED));
        changeModel();
        watch.lap("train");
        system.requireRunning();
        return more;
    }

    private void train() throws InterruptedException {
        try {
            trainer.take(LONGEST_TRAINING);
        } catch (TimeoutException e) {
            throw new StartFailure("replay stops at row " + feed.read() + ": " + e.getMessage(), e);
        }
    }

    private void changeModel() throws InterruptedException {
        OptionalInt champion = journal.champion();
        if (champion.isPresent()) {
            awaitTrue(
                    "version " + champion.getAsInt() + " to serve",
                    () -> slot.serving().version() == champion.getAsInt(),
                    () -> "version " + slot.serving().version() + " serves");
        } else {
            baseline.refresh();
        }
    }

    private StreamsApp app(String name) {
        return Objects.requireNonNull(apps.get(name), name);
    }

    private void pause(String app) {
        app(app).streams().ifPresent(KafkaStreams::pause);
    }

    private void resume(String app) {
        app(app).streams().ifPresent(KafkaStreams::resume);
    }

    private void await(String app) throws InterruptedException {
        awaitTrue(app + " to get through", () -> progress.isThrough(app(app)), () -> standstill(app(app)));
    }

    private String standstill(StreamsApp app) throws InterruptedException {
        return app.name() + " is " + app.state() + ", " + progress.describe(app) + ", its threads:\n" + app.threads()
                + "\n";
    }

    private void awaitTrue(String what, Question<Boolean> condition, Question<String> found)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.answer()) {
            system.requireRunning();
            if (System.nanoTime() > deadline) {
                throw new StartFailure("replay stops at row " + feed.read() + ": it waited "
                        + PATIENCE.toMinutes() + " min for " + what + "; found: " + found.answer()
                        + "; the apps' log is "
                        + request.settings().log());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private interface Question<T> {
        T answer() throws InterruptedException;
    }

    long rows() {
        return feed.read();
    }

    Duration elapsed() {
        return watch.elapsed();
    }

    ReplayJournal journal() {
        return journal;
    }

    long labelsTooLate() {
        return feed.tooLate();
    }

    /** What it came to. */
    ReplayReport report() {
        Evaluation evaluation = journal.evaluate();
        watch.lap("report");
        return new ReplayReport(
                definition.pipeline().value(),
                definition.hash(),
                request.sources().stream()
                        .map(Path::getFileName)
                        .map(Path::toString)
                        .toList(),
                request.labelDelay(),
                definition.problem(),
                counts(),
                journal.models(),
                evaluation,
                journal.alerts(),
                journal.importances(),
                journal.drift(),
                watch.timings());
    }

    private Counts counts() {
        long quarantined = journal.count(topics.quarantine());
        return new Counts(
                feed.read(),
                journal.count(topics.clean()),
                quarantined,
                AppCounts.read(context.getBean(MeterRegistry.class)).duplicates(),
                journal.count(topics.features()),
                journal.count(topics.examples()),
                journal.count(topics.predictions()));
    }

    @Override
    public void close() {
        feed.close();
        producer.close();
        progress.close();
        journal.close();
    }
}
