package io.headrace.standalone.system;

import io.headrace.embedded.StartFailure;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * Addresses of a system that runs on a data directory, written there for other commands to find.
 *
 * @param bootstrapServers of the broker
 * @param registryUrl of the schema registry's Confluent API
 * @param httpUrl of the apps
 * @param grpcAddress host:port of scoring by gRPC
 * @param definition the pipeline's YAML file
 */
public record RunningSystem(
        String bootstrapServers, String registryUrl, String httpUrl, String grpcAddress, Path definition) {

    /** The file's name in the data directory. */
    public static final String FILE = "running.properties";

    /** Start times are told to the hundredth of a second, and a clock may be set while a process runs. */
    private static final Duration SAME_START = Duration.ofSeconds(10);

    /**
     * Reads the addresses.
     *
     * @throws StartFailure when no running process has written them
     */
    public static RunningSystem of(Path data) {
        Properties properties;
        try {
            properties = read(data);
        } catch (IOException e) {
            throw nothingRuns(data, e);
        }
        if (process(properties).isEmpty()) {
            throw nothingRuns(data, new IOException("its process " + properties.getProperty("pid") + " is gone"));
        }
        return new RunningSystem(
                properties.getProperty("bootstrap.servers"),
                properties.getProperty("schema.registry.url"),
                properties.getProperty("http.url"),
                properties.getProperty("grpc.address"),
                Path.of(properties.getProperty("definition")));
    }

    /** The process that runs on a data directory; empty where none does. */
    public static Optional<ProcessHandle> process(Path data) {
        try {
            return process(read(data));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Properties read(Path data) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve(FILE))) {
            properties.load(reader);
        }
        return properties;
    }

    /** Its number may have been given to another one since: that one began at another time. */
    private static Optional<ProcessHandle> process(Properties properties) {
        Optional<Instant> began =
                Optional.ofNullable(properties.getProperty("started")).map(Instant::parse);
        return ProcessHandle.of(Long.parseLong(properties.getProperty("pid", "0")))
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .flatMap(now -> began.map(
                                then -> Duration.between(then, now).abs().compareTo(SAME_START) < 0))
                        .orElse(true));
    }

    private static StartFailure nothingRuns(Path data, IOException cause) {
        return new StartFailure(
                "nothing runs on " + data.toAbsolutePath()
                        + "; start it with ./headrace demo, or name its directory with --data",
                cause);
    }

    void write(Path data) {
        Properties properties = new Properties();
        properties.setProperty("pid", String.valueOf(ProcessHandle.current().pid()));
        ProcessHandle.current()
                .info()
                .startInstant()
                .ifPresent(started -> properties.setProperty("started", started.toString()));
        properties.setProperty("bootstrap.servers", bootstrapServers);
        properties.setProperty("schema.registry.url", registryUrl);
        properties.setProperty("http.url", httpUrl);
        properties.setProperty("grpc.address", grpcAddress);
        properties.setProperty("definition", definition.toAbsolutePath().toString());
        try (Writer writer = Files.newBufferedWriter(data.resolve(FILE))) {
            properties.store(writer, "Where the system on this directory listens; written at its start.");
        } catch (IOException e) {
            throw new StartFailure("cannot write " + data.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }
}
