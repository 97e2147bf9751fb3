package io.headrace.benchmarks.command;

import io.headrace.benchmarks.results.Commit;
import io.headrace.benchmarks.streams.StreamsBench;
import io.headrace.benchmarks.streams.StreamsOptions;
import io.headrace.benchmarks.streams.StreamsReport;
import io.headrace.benchmarks.streams.StreamsResults;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headrace bench streams}. */
@Command(
        name = "streams",
        mixinStandardHelpOptions = true,
        description =
                "Records a second of each app on a backlog, in turn with a bare transactional loop on the same broker.")
final class StreamsCommand implements Callable<Integer> {

    /** A model needs 1,000 examples, and the bare loop enough to do for its time to be measured. */
    private static final int LEAST_EVENTS = 20_000;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Events of a pipeline, 20000 at the least (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often everything is measured (default: ${DEFAULT-VALUE}).")
    private int repetitions;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,4",
            description = "Numbers of partitions, with commas (default: ${DEFAULT-VALUE}).")
    private List<Integer> partitions = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description =
                    "The longest that one app works; what it has done by then is measured (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--commit-interval",
            paramLabel = "MS",
            defaultValue = "100",
            description = "Milliseconds between transactions, of apps and bare loop (default: ${DEFAULT-VALUE}).")
    private int commitMillis;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        StreamsOptions options = options();
        Place place = Place.here();
        StreamsResults results = place.working(work -> StreamsBench.run(
                options,
                place.jars(),
                work,
                Commit.of(place.home()),
                spec.commandLine().getErr()::println));
        place.publish(spec.commandLine().getOut(), "streams", StreamsReport.lines(results), results);
        return 0;
    }

    StreamsOptions options() {
        Bounds bounds = new Bounds(spec.commandLine());
        bounds.atLeast("--events", LEAST_EVENTS, events);
        bounds.atLeast("--repetitions", 1, repetitions);
        bounds.atLeast("--seconds", 1, seconds);
        bounds.atLeast("--commit-interval", 1, commitMillis);
        partitions.forEach(count -> bounds.atLeast("--partitions", 1, count));
        return new StreamsOptions(events, repetitions, partitions, seconds, commitMillis);
    }
}
