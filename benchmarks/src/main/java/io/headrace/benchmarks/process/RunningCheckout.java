package io.headrace.benchmarks.process;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A built checkout's {@code ./headrace up}, as a user has it: broker, registry and all apps on free ports. */
public final class RunningCheckout implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    /** The line that {@code up} prints once every app runs. */
    private static final String READY = "Running;";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final ChildProcess process;
    private final Properties addresses;

    private RunningCheckout(ChildProcess process, Properties addresses) {
        this.process = process;
        this.addresses = addresses;
    }

    /**
     * Starts it and waits until it is ready. Nothing is built: a checkout that is not is refused by its own command.
     *
     * @param checkout holds {@code headrace}
     * @param data an empty directory
     * @param properties more that is set
     */
    public static RunningCheckout start(
            Path checkout, Path definition, Path data, int partitions, Map<String, String> properties) {
        List<String> command = new ArrayList<>(List.of(
                checkout.resolve("headrace").toString(),
                "up",
                "-f",
                definition.toString(),
                "--data",
                data.toString(),
                "--broker-port=0",
                "--registry-port=0",
                "--http-port=0",
                "--grpc-port=0",
                "--set",
                "headrace.partitions=" + partitions));
        properties.forEach((name, value) -> command.addAll(List.of("--set", name + '=' + value)));
        ChildProcess process = ChildProcess.start(
                "headrace up",
                data.resolveSibling(data.getFileName() + ".out"),
                command,
                Map.of("HEADRACE_NO_BUILD", "true"));
        try {
            return new RunningCheckout(process, awaitReady(process, data.resolve("running.properties")));
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** What it says is waited for, and nothing asked: requests while it starts are not what is measured. */
    private static Properties awaitReady(ChildProcess process, Path file) {
        long giveUp = System.nanoTime() + START_TIMEOUT.toNanos();
        try {
            while (!process.hasPrinted(READY)) {
                process.requireAlive();
                if (System.nanoTime() > giveUp) {
                    throw new BenchFailure(
                            "headrace up was not ready within " + START_TIMEOUT.toMinutes() + " minutes");
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted while headrace up started", e);
        }
        return read(file);
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new BenchFailure("where headrace up listens cannot be read: " + e.getMessage(), e);
        }
        return properties;
    }

    public String bootstrapServers() {
        return addresses.getProperty("bootstrap.servers");
    }

    public String registryUrl() {
        return addresses.getProperty("schema.registry.url");
    }

    /** Scoring by gRPC, host:port. */
    public String grpcAddress() {
        return addresses.getProperty("grpc.address");
    }

    public ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
