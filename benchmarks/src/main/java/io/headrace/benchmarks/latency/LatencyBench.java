package io.headrace.benchmarks.latency;

import io.headrace.benchmarks.figures.Latencies;
import io.headrace.benchmarks.figures.Numbers;
import io.headrace.benchmarks.process.BenchFailure;
import io.headrace.benchmarks.process.Champion;
import io.headrace.benchmarks.process.RunningCheckout;
import io.headrace.benchmarks.results.Commit;
import io.headrace.benchmarks.results.Machine;
import io.headrace.benchmarks.workload.Backlog;
import io.headrace.benchmarks.workload.EventProducer;
import io.headrace.benchmarks.workload.Workload;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * From an event produced to raw to its prediction at a reader of committed records, through {@code ./headrace up}. Each
 * system serves a model of its own before anything is measured, and runs alone.
 */
public final class LatencyBench {

    private static final String PIPELINE = "latency";

    private static final String HISTORY = "history-";

    /** How long the history may take. */
    private static final Duration HISTORY_PATIENCE = Duration.ofMinutes(5);

    private static final int HISTORY_LINGER_MILLIS = 20;

    /** Every tenth event has a label, a second later. */
    private static final int LABEL_EVERY = 10;

    /** How long answers are waited for after the last event. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final long LOOK_NANOS = 1_000_000;

    private final LatencyOptions options;
    private final Path work;
    private final Topics topics = new Topics(new PipelineName(PIPELINE));
    private final Consumer<String> progress;
    private final List<LatencyRun> runs = new ArrayList<>();

    private LatencyBench(LatencyOptions options, Path work, Consumer<String> progress) {
        this.options = options;
        this.work = work;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param checkouts built ones, by what they are called, in the order in which they are measured
     * @param work an empty directory for everything
     * @param progress gets a line for each run
     */
    public static LatencyResults run(
            LatencyOptions options, Map<String, Path> checkouts, Path work, Consumer<String> progress) {
        Machine machine = Machine.here();
        LatencyBench bench = new LatencyBench(options, work, progress);
        for (int partitions : options.partitions()) {
            checkouts.forEach((name, checkout) -> bench.system(name, checkout, partitions));
        }
        Map<String, String> commits = new LinkedHashMap<>();
        checkouts.forEach((name, checkout) -> commits.put(name, Commit.of(checkout)));
        return new LatencyResults(machine, commits, LatencyResults.Setting.of(options), bench.runs);
    }

    private void system(String name, Path checkout, int partitions) {
        Path definition = Workload.live(PIPELINE, options.ordering()).write(work.resolve("definition"));
        Path data = work.resolve(name + "-" + partitions);
        try (RunningCheckout system =
                        RunningCheckout.start(checkout, definition, data, partitions, options.properties());
                EventProducer producer =
                        new EventProducer(system.bootstrapServers(), system.registryUrl(), topics, 0)) {
            history(system);
            for (int rate : options.rates()) {
                LatencyRun run = run(system, producer, name, partitions, new Schedule(rate, options.seconds()));
                runs.add(run);
                progress.accept("%s, %s, %d/s: p50 %s, p99 %s"
                        .formatted(
                                Numbers.partitions(partitions),
                                name,
                                rate,
                                Numbers.millis(run.latencies().p50Millis()),
                                Numbers.millis(run.latencies().p99Millis())));
            }
        }
    }

    /** What the system has seen before: entities have a past, a model serves, compilers are done. */
    private void history(RunningCheckout system) {
        int events = options.history();
        try (Arrivals arrivals = new Arrivals(system.bootstrapServers(), topics.predictions(), HISTORY, events);
                EventProducer producer = new EventProducer(
                        system.bootstrapServers(), system.registryUrl(), topics, HISTORY_LINGER_MILLIS)) {
            Backlog.ofFourWeeks(events).send(producer, topics.raw(), HISTORY, Instant.now());
            await(system, arrivals, events, System.nanoTime() + HISTORY_PATIENCE.toNanos());
            if (arrivals.seen() < events) {
                throw new BenchFailure("of %d events of the history %d had a prediction within %d minutes"
                        .formatted(events, arrivals.seen(), HISTORY_PATIENCE.toMinutes()));
            }
        }
        Champion.await(system.bootstrapServers(), PIPELINE, system.process());
    }

    private LatencyRun run(
            RunningCheckout system, EventProducer producer, String name, int partitions, Schedule schedule) {
        double load = Machine.load();
        String prefix = schedule.ratePerSecond() + "-" + runs.size() + "-";
        Arrivals arrivals = new Arrivals(system.bootstrapServers(), topics.predictions(), prefix, schedule.events());
        try (arrivals) {
            long start = send(producer, schedule, prefix);
            long sent = System.nanoTime();
            await(system, arrivals, schedule.events(), sent + SOON.toNanos());
            int behind = schedule.events() - arrivals.seen();
            await(system, arrivals, schedule.events(), sent + PATIENCE.toNanos());
            arrivals.close();
            return new LatencyRun(
                    name,
                    partitions,
                    schedule.ratePerSecond(),
                    schedule.events(),
                    schedule.events() - arrivals.seen(),
                    arrivals.duplicates(),
                    behind,
                    load,
                    Latencies.of(arrivals.since(start, schedule)));
        }
    }

    /** Until all are answered, or the moment has come. */
    private static void await(RunningCheckout system, Arrivals arrivals, int events, long until) {
        while (arrivals.seen() < events && System.nanoTime() < until) {
            system.process().requireAlive();
            LockSupport.parkNanos(LOOK_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new BenchFailure("interrupted while measuring");
            }
        }
    }

    /**
     * Sends each event at its moment, however the system does. An event is as old as its moment.
     *
     * @return the moment of the first, by {@link System#nanoTime}
     */
    private long send(EventProducer producer, Schedule schedule, String prefix) {
        Instant began = Instant.now();
        long start = System.nanoTime();
        for (int event = 0; event < schedule.events(); event++) {
            long due = start + schedule.dueNanos(event);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            Instant at = began.plusNanos(schedule.dueNanos(event));
            producer.event(topics.raw(), prefix + event, event, at);
            int labelled = event - schedule.ratePerSecond();
            if (labelled >= 0 && labelled % LABEL_EVERY == 0) {
                producer.label(prefix + labelled, labelled, at);
            }
        }
        producer.flush();
        return start;
    }
}
