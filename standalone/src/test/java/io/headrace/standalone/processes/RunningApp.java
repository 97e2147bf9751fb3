package io.headrace.standalone.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.embedded.Ports;
import io.headrace.testing.Waits;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One app's jar as a user runs it: {@code java -jar target/apps/NAME.jar}, listening on any free port. */
public final class RunningApp implements AutoCloseable {

    /** Every app, in the order in which it is easiest to follow what they do; any order works. */
    public static final List<String> ALL =
            List.of("registry", "ingest", "cleaning", "features", "trainer", "scoring", "monitor");

    private static final Path JARS = Path.of("..", "target", "apps");

    private final String app;
    private final Process process;
    private final Path output;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningApp(String app, Process process, Path output, int port) {
        this.app = app;
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /**
     * Starts it without waiting.
     *
     * @param directory its working directory, made where it is missing
     * @param environment its settings; of this process's variables none that is a setting is handed on
     * @param arguments its command line
     */
    public static RunningApp start(String app, Path directory, Map<String, String> environment, String... arguments)
            throws IOException {
        Path jar = JARS.resolve(app + ".jar").toAbsolutePath().normalize();
        assertThat(jar).as("built by ./mvnw package").exists();
        Files.createDirectories(directory);
        Path output = Files.createTempFile(directory, app, ".out");
        int port = Ports.free();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(HEADRACE|KAFKA|SCHEMA_REGISTRY|MICRONAUT)_.*"));
        builder.environment().put("MICRONAUT_SERVER_PORT", String.valueOf(port));
        builder.environment().put("GRPC_SERVER_PORT", String.valueOf(Ports.free()));
        builder.environment().putAll(environment);
        return new RunningApp(app, builder.start(), output, port);
    }

    /** Waits until it says that it is ready. */
    public RunningApp awaitReady() {
        await(app + " is ready").pollInterval(Duration.ofMillis(200)).until(() -> {
            assertThat(process.isAlive()).as(output()).isTrue();
            try {
                return get("/health/readiness").statusCode() == 200;
            } catch (ConnectException e) {
                return false;
            }
        });
        return this;
    }

    public String app() {
        return app;
    }

    /** An answer of its HTTP server. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    /** The sum of a metric over its tags; 0 where there is none. */
    public double metric(String name) throws IOException, InterruptedException {
        return get("/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .filter(Double::isFinite)
                .sum();
    }

    /** All it has printed. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** As {@code kill}: its exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /** Waits for its end. */
    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(Waits.SAFETY_NET.toSeconds(), TimeUnit.SECONDS))
                .as(app + " ends")
                .isTrue();
        return process.exitValue();
    }

    /** As {@code kill -9}. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        http.close();
    }
}
