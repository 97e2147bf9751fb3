package io.headrace.benchmarks.command;

import io.headrace.benchmarks.online.OnlineBench;
import io.headrace.benchmarks.online.OnlineOptions;
import io.headrace.benchmarks.online.OnlineReport;
import io.headrace.benchmarks.online.OnlineResults;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headrace bench online}. */
@Command(
        name = "online",
        mixinStandardHelpOptions = true,
        description = "How long a call for features and model takes, in one process and with the features app apart.")
final class OnlineCommand implements Callable<Integer> {

    private static final int LEAST_SECONDS = 5;

    /** A model needs 1,000 examples, and every tenth event has a label. */
    private static final int LEAST_HISTORY = 15_000;

    @Option(
            names = "--callers",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,8,64",
            description = "How many call at once, with commas (default: ${DEFAULT-VALUE}).")
    private List<Integer> callers = List.of();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "1",
            description = "Partitions of the topics (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--history",
            paramLabel = "N",
            defaultValue = "40000",
            description = "Events of the four weeks before, 15000 at the least (default: ${DEFAULT-VALUE}).")
    private int history;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "15",
            description =
                    "Seconds with each number of callers, the first fifth of which is not counted (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        OnlineOptions options = options();
        Place place = Place.here();
        OnlineResults results = place.working(work ->
                OnlineBench.run(options, place.home(), work, spec.commandLine().getErr()::println));
        place.publish(spec.commandLine().getOut(), "online", OnlineReport.lines(results), results);
        return 0;
    }

    OnlineOptions options() {
        Bounds bounds = new Bounds(spec.commandLine());
        callers.forEach(count -> bounds.atLeast("--callers", 1, count));
        bounds.atLeast("--partitions", 1, partitions);
        bounds.atLeast("--history", LEAST_HISTORY, history);
        bounds.atLeast("--seconds", LEAST_SECONDS, seconds);
        return new OnlineOptions(callers, partitions, history, seconds);
    }
}
