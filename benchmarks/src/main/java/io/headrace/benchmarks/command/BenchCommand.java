package io.headrace.benchmarks.command;

import io.headrace.benchmarks.process.BenchFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headrace bench}: names what can be measured. */
@Command(
        name = "headrace bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures this build on this machine, beside something to compare it with, and keeps the raw runs.",
        subcommands = {
            StreamsCommand.class,
            LatencyCommand.class,
            OnlineCommand.class,
            FeaturesCommand.class,
            RestartCommand.class,
            BackfillCommand.class
        })
public final class BenchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    BenchCommand() {}

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "say what to measure: streams, latency, online, features, restart or backfill");
    }

    /** Runs a command line and returns the process's exit code. */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new BenchCommand());
        commandLine.setExecutionExceptionHandler(BenchCommand::report);
        return commandLine;
    }

    /** A failure that has a name is reported in its own words. */
    private static int report(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        commandLine
                .getErr()
                .println(
                        failure instanceof BenchFailure
                                ? commandLine.getColorScheme().errorText("✘ " + failure.getMessage())
                                : commandLine.getColorScheme().stackTraceText(failure));
        return 1;
    }
}
