package io.headrace.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line as a process of its own, killed or stopped like a user's. */
final class HeadraceProcess implements AutoCloseable {

    private static final Duration LONGEST_END = Duration.ofMinutes(2);

    private final Process process;
    private final Path output;

    private HeadraceProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Arguments that run the payments pipeline on a directory, listening on any free ports. */
    static List<String> up(Path data, String... more) {
        return up(Path.of("../examples/payments/payments.yaml"), data, more);
    }

    /** The same with another definition. */
    static List<String> up(Path definition, Path data, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "up",
                "-f",
                definition.toString(),
                "--data",
                data.toString(),
                "--broker-port=0",
                "--registry-port=0",
                "--http-port=0",
                "--grpc-port=0"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    static HeadraceProcess start(List<String> arguments) throws IOException {
        Path output = Files.createTempFile("headrace", ".out");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                // Compiling well takes longer than most of these processes live.
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dheadrace.home=..",
                "-Dheadrace.apicurio.home=" + System.getProperty("headrace.apicurio.home"),
                "-cp",
                System.getProperty("java.class.path"),
                "io.headrace.standalone.Main"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new HeadraceProcess(process, output);
    }

    /** All it has printed. */
    String output() throws IOException {
        return Files.readString(output);
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Once it has ended, which must be soon. */
    int exitCode() throws InterruptedException, IOException {
        assertThat(endsWithin(LONGEST_END))
                .as("ends within %s; it said:%n%s", LONGEST_END, output())
                .isTrue();
        return process.exitValue();
    }

    List<ProcessHandle> children() {
        return process.children().toList();
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As Ctrl-C does. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        kill();
    }
}
