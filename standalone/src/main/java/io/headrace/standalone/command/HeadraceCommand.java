package io.headrace.standalone.command;

import io.headrace.connectors.csv.reading.CsvProblem;
import io.headrace.embedded.StartFailure;
import io.headrace.schemas.definition.reading.InvalidDefinitionException;
import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import io.headrace.standalone.terminal.LogFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code headrace}: names its subcommands. */
@Command(
        name = "headrace",
        mixinStandardHelpOptions = true,
        version = "Headrace 0.1.0-SNAPSHOT",
        description = "Real-time machine learning on Kafka: one pipeline definition becomes a running system.",
        footer = {"", "To measure this build on this machine: headrace bench --help."},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Done.",
            "1:Something failed while running; one line says what.",
            "2:What was asked for is wrong: arguments, files, or a definition with mistakes. Nothing was started.",
            "3:Nothing runs that could be asked.",
            "130:Stopped by Ctrl-C.",
            "143:Stopped by another process, such as headrace down."
        },
        subcommands = {
            DemoCommand.class,
            InferCommand.class,
            CheckCommand.class,
            FeaturesCommand.class,
            ReplayCommand.class,
            BackfillCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            TopicsCommand.class,
            ScoreCommand.class,
            ModelsCommand.class,
            PredictionsCommand.class,
            AlertsCommand.class
        })
public final class HeadraceCommand {

    /** Something failed while running. */
    static final int FAILED = 1;

    /** What was asked for is wrong: arguments, or a definition with mistakes. */
    static final int WRONG = 2;

    /** Nothing runs that could be asked. */
    static final int NOTHING_RUNS = 3;

    /** What shells expect of a process that Ctrl-C has stopped. */
    private static final int STOPPED = 130;

    HeadraceCommand() {}

    /** Runs a command line and returns the process's exit code. */
    public static int run(String... arguments) {
        // The terminal is the person's, whatever a library finds to log; a command with a data directory logs there
        // instead.
        LogFile.use(Path.of(System.getProperty("java.io.tmpdir"), "headrace-commands.log"));
        CommandLine commandLine = commandLine();
        if (arguments.length == 0) {
            commandLine.usage(System.out);
            return WRONG;
        }
        try {
            return commandLine.execute(arguments);
        } catch (Error e) {
            if (isStopping()) {
                return STOPPED;
            }
            throw e;
        }
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new HeadraceCommand());
        commandLine.setOverwrittenOptionsAllowed(true);
        // @FILE is an event's file, as for curl, and not one of arguments.
        commandLine.setExpandAtFiles(false);
        commandLine.setExecutionExceptionHandler(HeadraceCommand::report);
        return commandLine;
    }

    /** Asked to stop, at whatever moment: what then breaks off is no failure, and nobody wants to read of it. */
    private static boolean isStopping() {
        Thread probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            return !Runtime.getRuntime().removeShutdownHook(probe);
        } catch (IllegalStateException shutdownInProgress) {
            return true;
        }
    }

    /** A failure we can name is told in its own words; a stack trace is for those we cannot. */
    private static int report(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        if (isStopping()) {
            return STOPPED;
        }
        if (failure instanceof InvalidDefinitionException invalid) {
            commandLine.getErr().println(invalid.getMessage());
            return WRONG;
        }
        switch (failure) {
            case WrongArguments wrong -> {
                return tell(wrong, commandLine, WRONG);
            }
            case NothingRuns nothing -> {
                return tell(nothing, commandLine, NOTHING_RUNS);
            }
            case CsvProblem file -> {
                return tell(file, commandLine, FAILED);
            }
            default -> {}
        }
        commandLine
                .getErr()
                .println(named(failure)
                        .map(message -> commandLine.getColorScheme().errorText("✘ " + message))
                        .orElseGet(() -> commandLine.getColorScheme().stackTraceText(failure)));
        return FAILED;
    }

    private static int tell(Exception failure, CommandLine commandLine, int code) {
        commandLine.getErr().println(commandLine.getColorScheme().errorText("✘ " + failure.getMessage()));
        return code;
    }

    private static Optional<String> named(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case StartFailure told -> {
                    return Optional.ofNullable(told.getMessage());
                }
                case io.headrace.runtime.lifecycle.StartFailure told -> {
                    return Optional.ofNullable(told.getMessage());
                }
                case SchemaRegistryUnavailable silent -> {
                    return Optional.ofNullable(silent.getMessage());
                }
                case KafkaException broker -> {
                    return Optional.of("the broker does not do what was asked: " + broker.getMessage());
                }
                case UncheckedIOException file
                when hasWordsOfItsOwn(file) -> {
                    return Optional.ofNullable(file.getMessage());
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    /** One that was made without a sentence has its cause's name for a message. */
    private static boolean hasWordsOfItsOwn(UncheckedIOException file) {
        return !String.valueOf(file.getCause()).equals(file.getMessage());
    }
}
