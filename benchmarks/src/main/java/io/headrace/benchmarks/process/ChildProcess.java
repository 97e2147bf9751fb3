package io.headrace.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that is measured, or that a measured one needs. It ends with this one, Ctrl-C included. */
public final class ChildProcess implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final int LAST_LINES = 8;

    /** Settings of the person's own shell would change what is measured. */
    private static final String SETTINGS = "(HEADRACE|KAFKA|SCHEMA_REGISTRY|MICRONAUT|GRPC)_.*";

    private final String name;
    private final Process process;
    private final Path output;
    private final Thread killer;

    private ChildProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.killer = new Thread(process::destroyForcibly, "end " + name);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /**
     * Starts a command.
     *
     * @param name for messages
     * @param output all it prints
     * @param environment its settings; this process's own settings are not handed on
     */
    public static ChildProcess start(String name, Path output, List<String> command, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(variable -> variable.matches(SETTINGS));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
            return new ChildProcess(name, builder.start(), output);
        } catch (IOException e) {
            throw new BenchFailure(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** A command that runs Java as all measured apps run: half a gigabyte, one collector thread. */
    public static List<String> java(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(arguments);
        return command;
    }

    /** A command that runs a class of this module. */
    public static List<String> main(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return java(command);
    }

    /** CPU time so far, all threads; zero where the system does not say. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** @throws BenchFailure with its last words, when it has ended */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchFailure(
                    name + " ended with code " + process.exitValue() + "; its last words: " + lastWords());
        }
    }

    /**
     * Waits until it ends by itself.
     *
     * @throws BenchFailure with its last words, where it failed
     */
    public void awaitEnd() throws InterruptedException {
        if (process.waitFor() != 0) {
            requireAlive();
        }
    }

    /** Whether a line of what it has printed so far begins so. */
    public boolean hasPrinted(String beginning) {
        try (var lines = Files.lines(output)) {
            return lines.anyMatch(line -> line.startsWith(beginning));
        } catch (IOException e) {
            throw new BenchFailure("the output of " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "none";
        }
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        close();
    }

    /** Stops it as {@code kill} does, and waits for its end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        forget();
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException _) {
            // This process is ending, and the hook does its work.
        }
    }
}
