package io.headrace.standalone.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headrace.embedded.StartFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace down}: stops a running system. */
@Command(
        name = "down",
        description = {
            "Stops a running system cleanly and waits for its end; its data stays.",
            "Exit code 0 when it has stopped or nothing ran, 1 when it did not stop in time."
        },
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    @Mixin
    private RunningOption running = new RunningOption();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws InterruptedException {
        Path data;
        ProcessHandle process;
        try {
            data = running.data();
            process = running.process();
        } catch (NothingRuns e) {
            nothing(String.valueOf(e.getMessage()));
            return 0;
        }
        long start = System.nanoTime();
        // The schema registry is a process of its own; it is gone, too, before this says so.
        List<ProcessHandle> parts =
                Stream.concat(process.children(), Stream.of(process)).toList();
        process.destroy();
        try {
            Object unusedEnded = CompletableFuture.allOf(
                            parts.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(timeoutSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new StartFailure(
                    "process " + process.pid() + " has been asked to stop and has not within " + timeoutSeconds
                            + " s; wait on with ./headrace down --timeout SECONDS, look into "
                            + data.resolve("headrace.log") + ", or end it with kill -9 " + process.pid()
                            + " (no record is lost by that)",
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        stopped(data, process.pid(), Duration.ofNanos(System.nanoTime() - start));
        return 0;
    }

    private void nothing(String reason) {
        output.show(
                () -> JsonNodeFactory.instance
                        .objectNode()
                        .put("stopped", false)
                        .put("reason", reason),
                () -> List.of(reason));
    }

    private void stopped(Path data, long pid, Duration took) {
        double seconds = took.toMillis() / 1000.0;
        output.show(
                () -> JsonNodeFactory.instance
                        .objectNode()
                        .put("stopped", true)
                        .put("data", data.toAbsolutePath().normalize().toString())
                        .put("pid", pid)
                        .put("seconds", seconds),
                () -> List.of(String.format(
                        Locale.ROOT, "✔ process %d stopped (%.1f s); its data stays in %s", pid, seconds, data)));
    }
}
