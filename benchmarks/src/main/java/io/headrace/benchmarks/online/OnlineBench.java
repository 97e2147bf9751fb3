package io.headrace.benchmarks.online;

import io.headrace.benchmarks.figures.Numbers;
import io.headrace.benchmarks.process.AppJars;
import io.headrace.benchmarks.process.BenchFailure;
import io.headrace.benchmarks.process.Champion;
import io.headrace.benchmarks.process.ChildProcess;
import io.headrace.benchmarks.process.LocalKafka;
import io.headrace.benchmarks.process.RunningCheckout;
import io.headrace.benchmarks.results.Commit;
import io.headrace.benchmarks.results.Machine;
import io.headrace.benchmarks.workload.Backlog;
import io.headrace.benchmarks.workload.EventProducer;
import io.headrace.benchmarks.workload.Pipeline;
import io.headrace.benchmarks.workload.Workload;
import io.headrace.embedded.Ports;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.topics.Topics;
import io.headrace.scoring.grpc.protocol.ModelInferRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Features and model in one call over gRPC: from {@code ./headrace up}, where scoring reads the stream's state, and from scoring as a process
 * that asks the features app. Nothing comes on the topics meanwhile.
 */
public final class OnlineBench {

    private static final String PIPELINE = "online";
    private static final int FEATURES = 30;
    private static final int LINGER_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final OnlineOptions options;
    private final Path work;
    private final Consumer<String> progress;
    private final OnlineCalls calls = new OnlineCalls(PIPELINE, FEATURES);
    private final List<OnlineRun> runs = new ArrayList<>();

    private OnlineBench(OnlineOptions options, Path work, Consumer<String> progress) {
        this.options = options;
        this.work = work;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param home a built checkout
     * @param work an empty directory for everything
     * @param progress gets a line for each run
     */
    public static OnlineResults run(OnlineOptions options, Path home, Path work, Consumer<String> progress) {
        Machine machine = Machine.here();
        OnlineBench bench = new OnlineBench(options, work, progress);
        bench.inOneProcess(home);
        bench.apart(home.resolve("target").resolve("apps"));
        return new OnlineResults(machine, Commit.of(home), options, bench.runs);
    }

    private void inOneProcess(Path home) {
        Path definition = Workload.live(PIPELINE, Optional.empty()).write(work.resolve("definition"));
        try (RunningCheckout system =
                RunningCheckout.start(home, definition, work.resolve("up"), options.partitions(), Map.of())) {
            history(system.bootstrapServers(), system.registryUrl());
            Champion.await(system.bootstrapServers(), PIPELINE, system.process());
            Map<String, ChildProcess> processes = Map.of("headrace", system.process());
            measure(OnlineRun.MODEL_ALONE, system.grpcAddress(), calls::values, processes);
            measure(OnlineRun.ONE_PROCESS, system.grpcAddress(), calls::event, processes);
        }
    }

    private void apart(Path jars) {
        try (LocalKafka kafka = LocalKafka.start(work.resolve("kafka"))) {
            Pipeline pipeline = Pipeline.create(
                    Workload.live(PIPELINE, Optional.empty()), work.resolve("apart"), options.partitions(), kafka);
            AppJars apps = new AppJars(jars, kafka, work);
            AppJars.Setting setting = new AppJars.Setting(pipeline.definition(), options.partitions(), 1, 100);
            int features = Ports.free();
            int scoring = Ports.free();
            try (ChildProcess keeper = apps.startIn(
                            work.resolve("features-state"),
                            "features",
                            setting,
                            Map.of("GRPC_SERVER_PORT", String.valueOf(features)));
                    ChildProcess scorer = apps.startIn(
                            work.resolve("scoring-state"),
                            "scoring",
                            setting,
                            Map.of(
                                    "GRPC_SERVER_PORT",
                                    String.valueOf(scoring),
                                    "HEADRACE_FEATURES_ADDRESSES",
                                    "127.0.0.1:" + features))) {
                try (ChildProcess _ = apps.start("cleaning", setting);
                        ChildProcess trainer = apps.start("trainer", setting)) {
                    history(kafka.bootstrapServers(), kafka.registryUrl());
                    Champion.await(kafka.bootstrapServers(), PIPELINE, trainer);
                }
                measure(
                        OnlineRun.APART,
                        "127.0.0.1:" + scoring,
                        calls::event,
                        Map.of("features", keeper, "scoring", scorer));
            }
        }
    }

    /** Entities have a past, of four weeks. */
    private void history(String bootstrapServers, String registryUrl) {
        Topics topics = new Topics(new PipelineName(PIPELINE));
        try (EventProducer producer = new EventProducer(bootstrapServers, registryUrl, topics, LINGER_MILLIS)) {
            Backlog.ofFourWeeks(options.history()).send(producer, topics.raw(), "e-", Instant.now());
        }
    }

    private void measure(
            String where, String address, LongFunction<ModelInferRequest> call, Map<String, ChildProcess> processes) {
        OnlineLoad load = new OnlineLoad(address, call);
        awaitAnswers(where, load, processes);
        for (int callers : options.callers()) {
            double before = Machine.load();
            SortedMap<String, Duration> cpu = cpu(processes);
            OnlineLoad.Outcome outcome = load.run(callers, Duration.ofSeconds(options.seconds()));
            SortedMap<String, Double> micros = new TreeMap<>();
            // The whole run's, of which four fifths of the calls are counted.
            double all = outcome.perSecond() * options.seconds();
            cpu(processes)
                    .forEach((name, after) -> micros.put(
                            name,
                            after.minus(cpu.getOrDefault(name, Duration.ZERO)).toNanos() / 1e3 / all));
            runs.add(new OnlineRun(
                    where, callers, outcome.failed(), outcome.perSecond(), outcome.latencies(), micros, before));
            progress.accept("%s, %d callers: %s calls a second, p50 %s, p99 %s"
                    .formatted(
                            where,
                            callers,
                            Numbers.count(Math.round(outcome.perSecond())),
                            Numbers.micros(outcome.latencies().p50Millis() * 1_000),
                            Numbers.micros(outcome.latencies().p99Millis() * 1_000)));
        }
    }

    private static SortedMap<String, Duration> cpu(Map<String, ChildProcess> processes) {
        SortedMap<String, Duration> cpu = new TreeMap<>();
        processes.forEach((name, process) -> cpu.put(name, process.cpu()));
        cpu.put("callers", ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
        return cpu;
    }

    /** Until calls are answered; the compilers have work to do first. */
    private static void awaitAnswers(String where, OnlineLoad load, Map<String, ChildProcess> processes) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!load.answers()) {
            processes.values().forEach(ChildProcess::requireAlive);
            if (System.nanoTime() > giveUp) {
                throw new BenchFailure(
                        "calls were not answered within %d minutes: %s".formatted(PATIENCE.toMinutes(), where));
            }
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new BenchFailure("interrupted while waiting", stopped);
            }
        }
    }
}
