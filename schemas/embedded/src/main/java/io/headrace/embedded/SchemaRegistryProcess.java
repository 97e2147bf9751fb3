package io.headrace.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Apicurio Registry as a child process that speaks the Confluent REST API, its data on disk.
 *
 * <p>The child ends itself when this process is gone, however it went (see {@link RegistryMain}): a new start finds port
 * and database free.
 */
public final class SchemaRegistryProcess implements AutoCloseable {

    /** System property: where the registry's distribution lies. */
    public static final String HOME_PROPERTY = "headrace.apicurio.home";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    /** The child of a parent that was killed a moment ago has the port until it has seen that. */
    private static final Duration ORPHAN_ENDS_WITHIN = Duration.ofSeconds(10);

    private final Process process;
    private final String url;
    private final Path log;

    private SchemaRegistryProcess(Process process, String url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /** Starts on any free port. */
    public static SchemaRegistryProcess start(Path directory) {
        return start(directory, 0);
    }

    /**
     * Starts on a port and waits until the registry answers; its compatibility level is then BACKWARD.
     *
     * @param directory for the database and the log, made where it is missing
     * @param port 0 for any free one
     * @throws StartFailure when the port is taken or the registry does not come up
     */
    public static SchemaRegistryProcess start(Path directory, int port) {
        SchemaRegistryProcess registry = launch(directory, port);
        registry.awaitServing();
        return registry;
    }

    /** The same, without keeping the caller waiting. */
    public static CompletableFuture<SchemaRegistryProcess> startAsync(Path directory, int port) {
        SchemaRegistryProcess registry = launch(directory, port);
        return CompletableFuture.supplyAsync(() -> {
            registry.awaitServing();
            return registry;
        });
    }

    /** For clients' {@code schema.registry.url}. */
    public String url() {
        return url;
    }

    /**
     * Looks whether the child still runs.
     *
     * @throws StartFailure with its exit code and its last words where it has ended
     */
    public void requireRunning() {
        if (!process.isAlive()) {
            throw new StartFailure(
                    "the schema registry ended with code " + process.exitValue() + "; its last words: " + lastWords());
        }
    }

    /** Whether the child still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The child's process id. */
    public long pid() {
        return process.pid();
    }

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
    }

    private static SchemaRegistryProcess launch(Path directory, int port) {
        int chosen = Ports.orFree(port);
        Ports.require(chosen, "schema registry", "--registry-port", ORPHAN_ENDS_WITHIN);
        try {
            Files.createDirectories(directory);
            Path log = directory.resolve("schema-registry.log");
            Process process = new ProcessBuilder(RegistryMain.command(distribution(), directory, chosen))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new SchemaRegistryProcess(process, "http://127.0.0.1:" + chosen + "/apis/ccompat/v7", log);
        } catch (IOException e) {
            throw new StartFailure("the schema registry cannot be started in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static Path distribution() {
        String home = System.getProperty(HOME_PROPERTY, "");
        Path jar = Path.of(home, "quarkus-run.jar");
        if (home.isEmpty() || !Files.isRegularFile(jar)) {
            throw new StartFailure("the schema registry's distribution is not at " + jar + " (system property "
                    + HOME_PROPERTY + "); build it with ./mvnw package");
        }
        return Path.of(home);
    }

    private void awaitServing() {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            while (!answers(client)) {
                requireRunning();
                if (System.nanoTime() > deadline) {
                    close();
                    throw new StartFailure("the schema registry did not answer on " + url + " within "
                            + START_TIMEOUT.toSeconds() + " s; its last words: " + lastWords());
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    /** Sets the compatibility level: an answer to that is an answer by a registry that works. */
    private boolean answers(HttpClient client) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/config"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while the schema registry started", e);
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size())) + " (" + log + ")";
        } catch (IOException e) {
            return "none (" + log + " cannot be read)";
        }
    }
}
