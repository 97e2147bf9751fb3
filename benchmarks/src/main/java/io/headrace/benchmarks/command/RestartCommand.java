package io.headrace.benchmarks.command;

import io.headrace.benchmarks.restart.RestartBench;
import io.headrace.benchmarks.restart.RestartOptions;
import io.headrace.benchmarks.restart.RestartReport;
import io.headrace.benchmarks.restart.RestartResults;
import io.headrace.benchmarks.results.Commit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headrace bench restart}. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "How long the features app takes to go on after it was killed, with much state.")
final class RestartCommand implements Callable<Integer> {

    @Option(
            names = "--megabytes",
            paramLabel = "MB",
            defaultValue = "2000",
            description = "State on disk (default: ${DEFAULT-VALUE}).")
    private int megabytes;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "600",
            description = "The longest that a start may take (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        RestartOptions options = options();
        Place place = Place.here();
        RestartResults results = place.working(work -> RestartBench.run(
                options,
                place.jars(),
                work,
                Commit.of(place.home()),
                spec.commandLine().getErr()::println));
        place.publish(spec.commandLine().getOut(), "restart", RestartReport.lines(results), results);
        return 0;
    }

    RestartOptions options() {
        Bounds bounds = new Bounds(spec.commandLine());
        bounds.atLeast("--megabytes", 1, megabytes);
        bounds.atLeast("--seconds", 1, seconds);
        return new RestartOptions(megabytes, seconds);
    }
}
