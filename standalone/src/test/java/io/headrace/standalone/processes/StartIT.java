package io.headrace.standalone.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot start says what is wrong, where, and what would be right, and waits for nothing before. */
class StartIT {

    private static final Map<String, String> PAYMENTS = Map.of(
            "HEADRACE_PIPELINE",
            Path.of("../examples/payments/payments.yaml").toAbsolutePath().toString(),
            "HEADRACE_START_TIMEOUT",
            "PT1S");

    @TempDir
    Path directory;

    @Test
    void withoutADefinitionItNamesTheSetting() throws Exception {
        assertThat(failure("features", Map.of(), 1))
                .contains("headrace.pipeline is not set")
                .contains("HEADRACE_PIPELINE");
    }

    @Test
    void mistakesOfTheDefinitionAreNamedWithTheirLines() throws Exception {
        Path wrong = Files.writeString(directory.resolve("wrong.yaml"), "pipeline: payments\nproblemm: {}\n");
        assertThat(failure("features", Map.of("HEADRACE_PIPELINE", wrong.toString()), 1))
                .contains("wrong.yaml:2:1")
                .contains("problem");
    }

    @Test
    void anArgumentThatIsNoSettingIsRefused() throws Exception {
        assertThat(failure("cleaning", PAYMENTS, 2, "kafka.bootstrap.servers=kafka:9092"))
                .contains("\"kafka.bootstrap.servers=kafka:9092\"")
                .contains("write -NAME=VALUE");
    }

    @Test
    void argumentsAreSettingsAndOverruleTheEnvironment() throws Exception {
        Map<String, String> environment =
                Map.of("HEADRACE_PIPELINE", PAYMENTS.get("HEADRACE_PIPELINE"), "HEADRACE_PARTITIONS", "2");
        assertThat(failure("monitor", environment, 1, "-headrace.partitions=zero", "--headrace.replication=0"))
                .contains("headrace.partitions (HEADRACE_PARTITIONS): \"zero\" is not a whole number")
                .contains("headrace.replication");
    }

    @Test
    void aKafkaSettingThatCannotBeIsNamedWithWhatCan() throws Exception {
        Map<String, String> environment = new HashMap<>(PAYMENTS);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "variable:1");
        assertThat(failure(
                        "trainer",
                        environment,
                        1,
                        "-kafka.security.protocol=TLS",
                        "--kafka.bootstrap.servers=argument:2"))
                .contains("security.protocol")
                .contains("argument:2")
                .contains("SASL_SSL");
    }

    @Test
    void aFileOfSettingsWithAMistakeIsNamed() throws Exception {
        Path settings = Files.writeString(directory.resolve("own.yml"), "headrace:\n  partitions: [2\n");
        assertThat(failure("ingest", PAYMENTS, 1, "-micronaut.config.files=" + settings))
                .contains("own.yml");
    }

    @Test
    void aTakenPortIsNamedWithTheSettingThatChoosesAnother() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(failure(
                            "registry",
                            Map.of(),
                            1,
                            "-micronaut.server.port=" + taken.getLocalPort(),
                            "-micronaut.server.host=127.0.0.1"))
                    .contains(String.valueOf(taken.getLocalPort()))
                    .contains("MICRONAUT_SERVER_PORT");
        }
    }

    private String failure(String app, Map<String, String> environment, int code, String... arguments)
            throws Exception {
        try (RunningApp started = RunningApp.start(app, directory, environment, arguments)) {
            assertThat(started.exitCode()).as(started.output()).isEqualTo(code);
            assertThat(started.output()).doesNotContain("\tat ");
            return started.output();
        }
    }
}
