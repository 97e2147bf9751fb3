package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** How commands find the system they are about. */
class RunningSystemsTest {

    @TempDir
    Path home;

    @Test
    void theOneThatRunsIsFound() throws Exception {
        Path demo = write("demo", ended(), Optional.empty());
        Path rides = write("up/rides", ProcessHandle.current().pid(), startOfThis());

        assertThat(DataDirectories.running(home)).isEqualTo(rides);
        assertThat(DataDirectories.process(demo)).isEmpty();
    }

    @Test
    void aProcessThatOnlyHasTheSameNumberIsAnotherOne() throws Exception {
        write("up/rides", ProcessHandle.current().pid(), startOfThis().map(start -> start.minus(Duration.ofHours(1))));

        assertThatThrownBy(() -> DataDirectories.running(home))
                .isInstanceOf(NothingRuns.class)
                .hasMessageContaining("nothing runs in " + home)
                .hasMessageContaining("./headrace up -f PIPELINE.yaml");
    }

    @Test
    void ofSeveralOneMustBeNamed() throws Exception {
        write("demo", ProcessHandle.current().pid(), startOfThis());
        write("up/rides", ProcessHandle.current().pid(), startOfThis());

        assertThatThrownBy(() -> DataDirectories.running(home))
                .isInstanceOf(WrongArguments.class)
                .hasMessageContaining("demo")
                .hasMessageContaining("rides")
                .hasMessageContaining("--data DIR");
    }

    @Test
    void whereNothingRunsDownHasNothingToDo() {
        StringWriter out = new StringWriter();
        assertThat(run(new DownCommand(), out, "--data", home.toString())).isZero();
        assertThat(out.toString()).startsWith("nothing runs on " + home);
    }

    @Test
    void whereNothingRunsProgramsAreToldSoInJson() throws Exception {
        StringWriter down = new StringWriter();
        assertThat(run(new DownCommand(), down, "--output=json", "--data", home.toString()))
                .isZero();
        assertThat(new ObjectMapper().readTree(down.toString()).path("stopped").asBoolean(true))
                .isFalse();
        StringWriter status = new StringWriter();
        assertThat(run(new StatusCommand(), status, "--output=json", "--data", home.toString()))
                .isEqualTo(3);
        assertThat(new ObjectMapper()
                        .readTree(status.toString())
                        .path("running")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void anUnknownOutputIsRefused() {
        StringWriter out = new StringWriter();
        assertThat(run(new StatusCommand(), out, "--output=xml")).isEqualTo(2);
        assertThat(out.toString()).contains("found 'xml'; right is text or json");
    }

    private static int run(Object command, StringWriter out, String... arguments) {
        CommandLine commandLine = new CommandLine(command);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(out, true));
        return commandLine.execute(arguments);
    }

    private Path write(String name, long pid, Optional<Instant> started) throws IOException {
        Path data = Files.createDirectories(home.resolve(name));
        Files.writeString(
                data.resolve("running.properties"),
                "pid=" + pid + "\n"
                        + started.map(start -> "started=" + start + "\n").orElse(""));
        return data;
    }

    private static Optional<Instant> startOfThis() {
        return ProcessHandle.current().info().startInstant();
    }

    private static long ended() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }
}
