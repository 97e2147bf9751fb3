package io.headrace.benchmarks.streams;

import io.headrace.benchmarks.figures.Numbers;
import io.headrace.benchmarks.figures.Timeline;
import io.headrace.benchmarks.process.AppJars;
import io.headrace.benchmarks.process.Champion;
import io.headrace.benchmarks.process.ChildProcess;
import io.headrace.benchmarks.process.LocalKafka;
import io.headrace.benchmarks.results.Machine;
import io.headrace.benchmarks.streams.StreamsResults.LabelJoinShare;
import io.headrace.benchmarks.workload.Pipeline;
import io.headrace.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Each app on a backlog, in turn with the bare loop on the same records: one broker, one app at a time. A repetition is a
 * pipeline of its own, whose events pass cleaning, features, scoring and monitor one after the other.
 */
public final class StreamsBench {

    private final StreamsOptions options;
    private final LocalKafka kafka;
    private final AppJars apps;
    private final Path work;
    private final Watch watch;
    private final Consumer<String> progress;
    private final List<StreamsRun> runs = new ArrayList<>();
    private final List<LabelJoinShare> labelJoin = new ArrayList<>();

    private StreamsBench(StreamsOptions options, LocalKafka kafka, AppJars apps, Path work, Consumer<String> progress) {
        this.options = options;
        this.kafka = kafka;
        this.apps = apps;
        this.work = work;
        this.watch = new Watch(kafka, Duration.ofSeconds(options.limitSeconds()));
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param jars the built apps
     * @param work an empty directory for everything
     * @param commit of the code
     * @param progress gets a line for each run
     */
    public static StreamsResults run(
            StreamsOptions options, Path jars, Path work, String commit, Consumer<String> progress) {
        Machine machine = Machine.here();
        try (LocalKafka kafka = LocalKafka.start(work.resolve("kafka"))) {
            StreamsBench bench = new StreamsBench(options, kafka, new AppJars(jars, kafka, work), work, progress);
            for (int repetition = 1; repetition <= options.repetitions(); repetition++) {
                for (int partitions : options.partitions()) {
                    bench.repetition(partitions, repetition);
                }
            }
            return new StreamsResults(machine, commit, options, bench.runs, bench.labelJoin);
        }
    }

    private void repetition(int partitions, int repetition) {
        String suffix = "-" + partitions + "-" + repetition;
        Pipeline wide =
                Pipeline.create(Workload.wide("wide" + suffix), work.resolve("wide" + suffix), partitions, kafka);
        wide.fill(wide.topics().raw(), options.events(), kafka);
        Pass pass = new Pass(wide, repetition);
        pass.inTurn(
                Work.CLEANING, "cleaning", wide.topics().raw(), wide.topics().clean());
        pass.inTurn(
                Work.WIDE_FEATURES,
                "features",
                wide.topics().clean(),
                wide.topics().features());
        try (ChildProcess trainer = apps.start("trainer", pass.setting())) {
            Champion.await(kafka.bootstrapServers(), wide.topics().pipeline().value(), trainer);
        }
        pass.inTurn(
                Work.SCORING, "scoring", wide.topics().features(), wide.topics().predictions());
        pass.monitor();

        Pipeline narrow =
                Pipeline.create(Workload.narrow("narrow" + suffix), work.resolve("narrow" + suffix), partitions, kafka);
        narrow.fill(narrow.topics().clean(), options.events(), kafka);
        new Pass(narrow, repetition)
                .inTurn(
                        Work.NARROW_FEATURES,
                        "features",
                        narrow.topics().clean(),
                        narrow.topics().features());
    }

    /** What one repetition does with one pipeline. */
    private final class Pass {

        private final Pipeline pipeline;
        private final int repetition;
        private final int threads;

        private Pass(Pipeline pipeline, int repetition) {
            this.pipeline = pipeline;
            this.repetition = repetition;
            this.threads = Math.min(pipeline.partitions(), Runtime.getRuntime().availableProcessors());
        }

        private AppJars.Setting setting() {
            return new AppJars.Setting(pipeline.definition(), pipeline.partitions(), threads, options.commitMillis());
        }

        /** Ours first in the first repetition, the bare loop first in the second, and so on. */
        private void inTurn(Work task, String app, String input, String output) {
            // An app that was stopped by the limit has not written one for each event.
            long records = OutputProgress.count(kafka.bootstrapServers(), input);
            if (repetition % 2 == 1) {
                ours(task, app, output, records);
                bare(task, input, records);
            } else {
                bare(task, input, records);
                ours(task, app, output, records);
            }
        }

        private void ours(Work task, String app, String output, long records) {
            boolean recorded = task == Work.WIDE_FEATURES;
            Path recording = work.resolve(pipeline.topics().pipeline() + ".jfr");
            double load = Machine.load();
            try (OutputProgress counted = new OutputProgress(kafka.bootstrapServers(), output);
                    ChildProcess process =
                            apps.start(app, setting(), recorded ? StackShare.recordTo(recording) : new String[0])) {
                note(task, StreamsRun.OURS, load, watch.follow(process, counted, records), 1);
            }
            if (recorded) {
                StackShare.of(recording, StreamsBench::isLabelJoin)
                        .ifPresent(
                                share -> labelJoin.add(new LabelJoinShare(pipeline.partitions(), repetition, share)));
            }
        }

        private void bare(Work task, String input, long records) {
            String output = pipeline.besides("bare-" + task.name().toLowerCase(Locale.ROOT), kafka);
            double load = Machine.load();
            List<String> command = ChildProcess.main(
                    BareLoop.class,
                    kafka.bootstrapServers(),
                    kafka.registryUrl(),
                    input,
                    output,
                    String.valueOf(options.commitMillis()),
                    String.valueOf(threads));
            try (OutputProgress counted = new OutputProgress(kafka.bootstrapServers(), output);
                    ChildProcess process =
                            ChildProcess.start("the bare loop", work.resolve(output + ".out"), command, Map.of())) {
                note(task, StreamsRun.BARE, load, watch.follow(process, counted, records), 1);
            }
        }

        /** Nothing to compare with: what counts is its CPU time beside that of the others. */
        private void monitor() {
            double load = Machine.load();
            List<String> topics = List.of(
                    pipeline.topics().features(),
                    pipeline.topics().predictions(),
                    pipeline.topics().examples());
            String group = "headrace-" + pipeline.topics().pipeline().value() + "-monitor";
            try (GroupProgress committed = new GroupProgress(kafka.admin(), group, topics);
                    ChildProcess process = apps.start("monitor", setting())) {
                long expected = committed.expected();
                double eventsPerOffset = (double) OutputProgress.count(
                                kafka.bootstrapServers(), pipeline.topics().predictions())
                        / expected;
                note(Work.MONITOR, StreamsRun.OURS, load, watch.follow(process, committed, expected), eventsPerOffset);
            }
        }

        private void note(Work task, String side, double load, Timeline timeline, double eventsPerRecord) {
            StreamsRun run = new StreamsRun(
                    task,
                    side,
                    pipeline.partitions(),
                    threads,
                    repetition,
                    load,
                    timeline.whole().in(eventsPerRecord),
                    timeline.steady().in(eventsPerRecord));
            runs.add(run);
            progress.accept("%s, %s, repetition %d: %s %s"
                    .formatted(
                            task.title(),
                            Numbers.partitions(pipeline.partitions()),
                            repetition,
                            side,
                            Numbers.perSecond(run.steady().perSecond())));
        }
    }

    /** By its package and by its class's name: it may move. */
    private static boolean isLabelJoin(String type) {
        return type.contains(".labelling.")
                || type.substring(type.lastIndexOf('.') + 1).startsWith("LabelJoin");
    }
}
