package io.headrace.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.standalone.system.RunningSystem;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop as a user sees it, and then every line it says to try. */
class DemoIT {

    /** The demo goes on while its lines are tried: a third model may have come by then. */
    private static final String ANY_BUT_THE_FIRST = "payments@([2-9]|[1-9]\\d)";

    @TempDir
    Path data;

    @Test
    void theLoopClosesByItselfAndWhatItSaysToTryWorks() throws Exception {
        try (HeadraceProcess demo = HeadraceProcess.start(List.of(
                "demo",
                "--data",
                data.toString(),
                "--broker-port=0",
                "--registry-port=0",
                "--http-port=0",
                "--grpc-port=0"))) {
            await("the loop closes").until(() -> {
                assertThat(demo.alive()).as(demo.output()).isTrue();
                return demo.output().contains("./headrace alerts");
            });
            theStoryIsTold(demo.output());
            whatToTryWorks(demo.output());
            probesAndMetricsAnswer();
            demo.interrupt();
            assertThat(demo.exitCode()).isEqualTo(130);
        }
    }

    /** The model that closes the loop is the second, or where its labels were long in coming the third: that is the machine's affair. */
    private static void theStoryIsTold(String told) {
        Matcher closing =
                Pattern.compile("PR AUC of (payments@\\d+) on labelled events:").matcher(told);
        assertThat(closing.find()).as(told).isTrue();
        String model = closing.group(1);
        assertThat(model).matches(ANY_BUT_THE_FIRST);
        assertThat(told)
                .containsSubsequence(
                        "payments@1 serves since event",
                        "drift     ⚠",
                        "asked for by the drift-monitor",
                        "payments@2: ",
                        "against",
                        "of payments@1 on the same",
                        "payments@2 serves since event")
                .containsSubsequence(
                        model + ": ",
                        model + " serves since event",
                        "PR AUC of " + model + " on labelled events:",
                        "The loop closed by itself.");
        assertThat(told.lines().filter(line -> line.contains(" serves since event ")))
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(line).containsPattern("serves since event [\\d,]+; 0 of [\\d,]+ requests failed"));
    }

    /** Pastes each line as it is printed; those of our own command go to its classes instead of the shell. */
    private void whatToTryWorks(String told) throws Exception {
        List<String> lines = told.lines()
                .filter(line -> line.startsWith("  curl ") || line.startsWith("  ./headrace "))
                .map(String::strip)
                .toList();
        assertThat(lines).hasSize(7);
        for (String line : lines) {
            String answer = line.startsWith("curl") ? shell(line) : headrace(line.replace(" --follow", ""));
            assertThat(answer)
                    .as(line)
                    .isNotBlank()
                    .doesNotContain("\"status\":4")
                    .doesNotContain("\"status\":5");
            if (line.contains("score")) {
                assertThat(answer).as(line).containsPattern(ANY_BUT_THE_FIRST);
            }
        }
        assertThat(shell(lines.getFirst())).containsPattern("\"model\":\"" + ANY_BUT_THE_FIRST + "\"");
    }

    private void probesAndMetricsAnswer() throws Exception {
        String url = RunningSystem.of(data).httpUrl();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : List.of("/health", "/health/liveness", "/health/readiness", "/prometheus")) {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
                assertThat(answer.body()).as("named after one of the apps").doesNotContain("\"headrace-cleaning\"");
            }
        }
    }

    private static String shell(String line) throws Exception {
        Process process =
                new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(line + ": " + answer).isZero();
        return answer;
    }

    /** The same as the script does, without its look for what to build. */
    private static String headrace(String line) throws Exception {
        String[] arguments = split(line);
        try (HeadraceProcess process =
                HeadraceProcess.start(Arrays.asList(arguments).subList(1, arguments.length))) {
            assertThat(process.exitCode()).as(line + ": " + process.output()).isZero();
            return process.output();
        }
    }

    /** As a shell splits it: at blanks outside of single quotes. */
    private static String[] split(String line) {
        return Arrays.stream(line.split(" (?=(?:[^']*'[^']*')*[^']*$)"))
                .map(word -> word.replace("'", ""))
                .toArray(String[]::new);
    }
}
