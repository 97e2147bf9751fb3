package io.headrace.benchmarks.restart;

import io.headrace.benchmarks.figures.Numbers;
import io.headrace.benchmarks.process.AppJars;
import io.headrace.benchmarks.process.BenchFailure;
import io.headrace.benchmarks.process.ChildProcess;
import io.headrace.benchmarks.process.LocalKafka;
import io.headrace.benchmarks.results.Machine;
import io.headrace.benchmarks.streams.OutputProgress;
import io.headrace.benchmarks.workload.Backlog;
import io.headrace.benchmarks.workload.EventProducer;
import io.headrace.benchmarks.workload.Pipeline;
import io.headrace.benchmarks.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The features app with much state, killed while it works: how long until it goes on, with stores that are written with the
 * transaction and with plain ones, which are made anew from their changelogs.
 */
public final class RestartBench {

    private static final int LINGER_MILLIS = 20;
    private static final int EVENTS_AT_ONCE = 50_000;

    /** Half a second of them. */
    private static final int POLLS_WITHOUT_ROWS = 25;

    private static final String NAME = "restart";

    private final RestartOptions options;
    private final LocalKafka kafka;
    private final Consumer<String> progress;
    private final Pipeline pipeline;
    private final AppJars apps;
    private final Path state;
    private final OutputProgress rows;
    private final List<RestartRun> runs = new ArrayList<>();
    private Instant newest = Instant.now().minus(Duration.ofDays(30));
    private int sent;

    private RestartBench(
            RestartOptions options,
            LocalKafka kafka,
            AppJars apps,
            Path work,
            OutputProgress rows,
            Pipeline pipeline,
            Consumer<String> progress) {
        this.options = options;
        this.kafka = kafka;
        this.apps = apps;
        this.state = work.resolve("state");
        this.rows = rows;
        this.pipeline = pipeline;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param jars the built apps
     * @param work an empty directory for everything
     * @param commit of the code
     * @param progress gets a line for each step
     */
    public static RestartResults run(
            RestartOptions options, Path jars, Path work, String commit, Consumer<String> progress) {
        Machine machine = Machine.here();
        try (LocalKafka kafka = LocalKafka.start(work.resolve("kafka"))) {
            Pipeline pipeline = Pipeline.create(Workload.waiting(NAME), work.resolve(NAME), 1, kafka);
            try (OutputProgress rows = new OutputProgress(
                    kafka.bootstrapServers(), pipeline.topics().features())) {
                RestartBench bench = new RestartBench(
                        options, kafka, new AppJars(jars, kafka, work), work, rows, pipeline, progress);
                bench.measure();
                return new RestartResults(machine, commit, options, bench.runs);
            }
        }
    }

    private void measure() {
        try (ChildProcess first = start(RestartRun.TRANSACTIONAL)) {
            fill(first);
        }
        restart(RestartRun.TRANSACTIONAL, RestartRun.STOPPED).kill();
        restart(RestartRun.TRANSACTIONAL, RestartRun.KILLED).close();
        // The first start with plain stores is no crash's.
        restart(RestartRun.PLAIN, RestartRun.STOPPED).kill();
        restart(RestartRun.PLAIN, RestartRun.KILLED).close();
    }

    private void fill(ChildProcess app) {
        while (megabytes() < options.megabytes()) {
            send(EVENTS_AT_ONCE);
            awaitRows(app, sent);
            progress.accept("%s events, %s MB of state".formatted(Numbers.count(sent), Numbers.count(megabytes())));
        }
    }

    /** The process works when this returns: more is there than it has done. */
    private ChildProcess restart(String stores, String ended) {
        long before = rowsSoFar();
        long megabytes = megabytes();
        send(EVENTS_AT_ONCE);
        long start = System.nanoTime();
        ChildProcess app = start(stores);
        awaitRows(app, before + 1);
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        runs.add(new RestartRun(stores, ended, megabytes, millis));
        progress.accept("%s stores, %s before: %s".formatted(stores, ended, Numbers.millis((double) millis)));
        return app;
    }

    private ChildProcess start(String stores) {
        AppJars.Setting setting = new AppJars.Setting(pipeline.definition(), 1, 1, 100);
        return apps.startIn(
                state,
                "features",
                setting,
                Map.of(
                        "KAFKA_ENABLE_TRANSACTIONAL_STATESTORES",
                        String.valueOf(stores.equals(RestartRun.TRANSACTIONAL))));
    }

    private void awaitRows(ChildProcess app, long count) {
        Instant limit = Instant.now().plusSeconds(options.limitSeconds());
        while (rows.records() < count) {
            app.requireAlive();
            if (Instant.now().isAfter(limit)) {
                throw new BenchFailure(
                        "no row came within " + options.limitSeconds() + " s; a longer time is --seconds");
            }
        }
    }

    /** All that is committed: nothing comes for a while, since nothing runs. */
    private long rowsSoFar() {
        long count = rows.records();
        for (int quiet = 0; quiet < POLLS_WITHOUT_ROWS; quiet++) {
            long next = rows.records();
            quiet = next == count ? quiet : 0;
            count = next;
        }
        return count;
    }

    private void send(int events) {
        Backlog backlog = new Backlog(events, Duration.ofMillis(1), events + 1, events);
        newest = newest.plus(backlog.step().multipliedBy(events));
        try (EventProducer producer =
                new EventProducer(kafka.bootstrapServers(), kafka.registryUrl(), pipeline.topics(), LINGER_MILLIS)) {
            backlog.send(producer, pipeline.topics().clean(), "e-" + sent + "-", newest);
        }
        sent += events;
    }

    private long megabytes() {
        try (Stream<Path> files = Files.walk(state)) {
            return files.mapToLong(RestartBench::size).sum() >> 20;
        } catch (NoSuchFileException _) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file may go meanwhile. */
    private static long size(Path file) {
        return Files.isRegularFile(file) ? file.toFile().length() : 0;
    }
}
