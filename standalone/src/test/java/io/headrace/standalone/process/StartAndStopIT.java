package io.headrace.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.embedded.Ports;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.testing.Waits;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as a process: what cannot start says why, what is stopped stops. */
class StartAndStopIT {

    @TempDir
    Path data;

    @Test
    void aBusyPortEndsItWithTheOptionThatChoosesAnother() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HeadraceProcess process =
                        HeadraceProcess.start(HeadraceProcess.up(data, "--http-port=" + taken.getLocalPort()))) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.output().strip())
                    .isEqualTo(
                            "✘ port " + taken.getLocalPort()
                                    + " (HTTP) is in use by another process; stop that one or choose another with --http-port PORT");
        }
    }

    @Test
    void aDataDirectoryThatCannotBeMadeEndsItWithTheOptionThatChoosesAnother() throws Exception {
        Path file = Files.writeString(data.resolve("file"), "x");
        try (HeadraceProcess process = HeadraceProcess.start(HeadraceProcess.up(file.resolve("data")))) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.output())
                    .contains("cannot be made")
                    .contains("--data")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void checkSaysNothingButWhatItIsAskedFor() throws Exception {
        try (HeadraceProcess process =
                HeadraceProcess.start(List.of("check", "-f", "../examples/payments/payments.yaml"))) {
            assertThat(process.exitCode()).isZero();
            assertThat(process.output().strip()).isEqualTo("../examples/payments/payments.yaml is valid");
        }
    }

    @Test
    void aDefinitionWithMistakesStartsNothing() throws Exception {
        Files.writeString(data.resolve("wrong.yaml"), "pipeline: p\nproblem: {kind: binry}\n");
        try (HeadraceProcess process = HeadraceProcess.start(List.of(
                "up",
                "-f",
                data.resolve("wrong.yaml").toString(),
                "--data",
                data.resolve("d").toString()))) {
            assertThat(process.exitCode()).isEqualTo(2);
            assertThat(process.output()).contains("wrong.yaml:2:").contains("nothing was started.");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 1500, 4000, 7000})
    void ctrlCStopsItAtAnyMomentAndItStartsAgain(int millisAfterStart) throws Exception {
        try (HeadraceProcess process = HeadraceProcess.start(HeadraceProcess.up(data))) {
            List<ProcessHandle> children = letRun(process, millisAfterStart);
            process.interrupt();
            assertThat(process.endsWithin(Waits.SAFETY_NET))
                    .as(process.output())
                    .isTrue();
            assertThat(process.exitCode()).isEqualTo(130);
            assertThat(process.output()).doesNotContain("\tat ");
            await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
        try (HeadraceProcess again = HeadraceProcess.start(HeadraceProcess.up(data))) {
            awaitRunning(again);
        }
    }

    @Test
    void aSecondOneOnTheSameDirectoryIsRefused() throws Exception {
        try (HeadraceProcess first = HeadraceProcess.start(HeadraceProcess.up(data))) {
            awaitRunning(first);
            try (HeadraceProcess second = HeadraceProcess.start(HeadraceProcess.up(data))) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.output()).contains("another Headrace runs on");
            }
            assertThat(first.alive()).isTrue();
        }
    }

    @Test
    void aStartRightAfterAKillWaitsForThePortThatIsAboutToBeFree() throws Exception {
        List<String> command = HeadraceProcess.up(data);
        command.removeIf(argument -> argument.startsWith("--registry-port"));
        command.add("--registry-port=" + Ports.free());
        try (HeadraceProcess killed = HeadraceProcess.start(command)) {
            awaitRunning(killed);
            killed.kill();
        }
        try (HeadraceProcess again = HeadraceProcess.start(command)) {
            awaitRunning(again);
        }
    }

    @Test
    void whenTheRegistryIsGoneItSaysSoAndEnds() throws Exception {
        try (HeadraceProcess process = HeadraceProcess.start(HeadraceProcess.up(data))) {
            awaitRunning(process);
            process.children().forEach(ProcessHandle::destroyForcibly);

            assertThat(process.endsWithin(Waits.SAFETY_NET)).isTrue();
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.output()).contains("the schema registry ended with code 137; its last words: ");
        }
    }

    @Test
    void everyAppsOpenApiDocumentIsServed() throws Exception {
        try (HeadraceProcess process = HeadraceProcess.start(HeadraceProcess.up(data));
                HttpClient http = HttpClient.newHttpClient()) {
            awaitRunning(process);
            for (String app : List.of("push", "registry", "scoring")) {
                URI document = URI.create(RunningSystem.of(data).httpUrl() + "/openapi/headrace-" + app + ".yml");
                HttpResponse<String> response =
                        http.send(HttpRequest.newBuilder(document).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(response.statusCode()).as(app).isEqualTo(200);
                assertThat(response.body()).contains("paths:");
            }
        }
    }

    /** Any moment will do: what counts is that it is another one each time. */
    private static List<ProcessHandle> letRun(HeadraceProcess process, int millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        await().pollInterval(Duration.ofMillis(20)).until(() -> System.nanoTime() >= end);
        return process.children();
    }

    private static void awaitRunning(HeadraceProcess process) {
        await("it runs").until(() -> {
            assertThat(process.alive()).as(process.output()).isTrue();
            return process.output().contains("Running; Ctrl-C stops.");
        });
    }
}
