package io.headrace.standalone.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seven processes, a Kafka with TLS and passwords, a schema registry; nothing between them but settings and topics. */
class SeparateProcessesIT {

    /** Kafka Streams' own metric: partitions that the process's consumers have been given. */
    private static final String ASSIGNED = "kafka_consumer_coordinator_assigned_partitions";

    @TempDir
    static Path directory;

    private static OutsideServices services;

    private final Map<String, RunningApp> running = new LinkedHashMap<>();
    private final int featuresPort = Ports.free();

    @BeforeAll
    static void startServices() throws Exception {
        services = OutsideServices.start(directory);
    }

    @AfterAll
    static void stopServices() {
        services.close();
    }

    @AfterEach
    void stopApps() {
        running.values().forEach(RunningApp::close);
    }

    @Test
    void theLoopClosesAndModelsSwapWhileProcessesRun() throws Exception {
        Rides rides = Rides.pipeline("rides", services, directory.resolve("loop"));
        Path file = Files.write(directory.resolve("rides.csv"), Rides.csv(0, 320));
        for (String app : RunningApp.ALL) {
            start(app, app, rides, app.equals("ingest") ? fileConnector(file) : Map.of());
        }
        running.values().forEach(RunningApp::awaitReady);
        RunningApp ingest = running.get("ingest");
        RunningApp scoring = running.get("scoring");

        await("the file's rides are predicted by the announced baseline")
                .untilAsserted(() -> assertThat(rides.predictions().getOrDefault("rides@0", 0L))
                        .isGreaterThanOrEqualTo(300));
        awaitServing(scoring, "rides@1");
        rides.push(ingest, 320, 720);
        rides.pushLabels(ingest, 320, 720);
        awaitServing(scoring, "rides@2");
        rides.push(ingest, 720, 730);
        await("the stream is predicted by the newest model")
                .untilAsserted(() -> assertThat(rides.predictions()).containsKey("rides@2"));

        assertThat(rides.ids("predictions"))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 730).mapToObj(n -> "r" + n).toList());
        assertThat(running.get("registry").get("/v1/models/rides").body())
                .contains("rides")
                .contains("champion");
        for (RunningApp app : running.values()) {
            assertThat(app.get("/health").statusCode()).as(app.app()).isEqualTo(200);
            assertThat(app.metric("headrace_app_running")).as(app.app()).isPositive();
        }
        for (RunningApp app : running.values()) {
            assertThat(app.terminate()).as(app.app()).isEqualTo(143);
            assertThat(app.output()).as(app.app()).contains("Stopped ").doesNotContain("\tat ");
        }
    }

    @Test
    void twoOfAnAppShareItsPartitionsAndOneTakesAllWhenTheOtherDies() throws Exception {
        Rides rides = Rides.pipeline("shared", services, directory.resolve("scaling"));
        RunningApp ingest = start("ingest", "ingest", rides, Map.of());
        RunningApp first = start("cleaning", "first", rides, Map.of());
        RunningApp second = start("cleaning", "second", rides, Map.of());
        running.values().forEach(RunningApp::awaitReady);

        await("each has one partition").untilAsserted(() -> {
            assertThat(first.metric(ASSIGNED)).isEqualTo(1);
            assertThat(second.metric(ASSIGNED)).isEqualTo(1);
        });
        rides.push(ingest, 0, 200);
        awaitClean(rides, 200);

        second.close();
        rides.push(ingest, 200, 400);
        awaitClean(rides, 400);
        assertThat(first.metric(ASSIGNED)).isEqualTo(2);
    }

    private static void awaitClean(Rides rides, int count) {
        await("every ride is clean once")
                .untilAsserted(() -> assertThat(rides.ids("clean"))
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(0, count).mapToObj(n -> "r" + n).toList()));
    }

    private static void awaitServing(RunningApp scoring, String model) {
        await(model + " serves")
                .untilAsserted(() -> assertThat(scoring.post("/v1/pipelines/rides/score", Rides.one())
                                .body())
                        .contains("\"model\":\"" + model + "\""));
    }

    private RunningApp start(String app, String name, Rides rides, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(services.environment());
        environment.put("HEADRACE_PIPELINE", rides.definition().toString());
        environment.put("HEADRACE_PARTITIONS", "2");
        Path keys = directory.resolve("keys");
        environment.put(
                "HEADRACE_SIGNING_PRIVATE_KEY", keys.resolve("signing.pem").toString());
        environment.put(
                "HEADRACE_SIGNING_PUBLIC_KEY", keys.resolve("verifying.pem").toString());
        if (app.equals("features")) {
            environment.put("GRPC_SERVER_PORT", String.valueOf(featuresPort));
        }
        environment.put("HEADRACE_FEATURES_ADDRESSES", "127.0.0.1:" + featuresPort);
        environment.putAll(more);
        RunningApp started = RunningApp.start(app, rides.definition().resolveSibling(name), environment);
        running.put(name, started);
        return started;
    }

    /** A file of settings beside the app's own, since names of connectors are no variables. */
    private static Map<String, String> fileConnector(Path rides) throws IOException {
        Path settings = Files.writeString(directory.resolve("ingest.yml"), """
                headrace:
                  connectors:
                    rides:
                      connector.class: io.headrace.connectors.csv.CsvSourceConnector
                      files: %s
                """.formatted(rides));
        return Map.of("MICRONAUT_CONFIG_FILES", settings.toString());
    }
}
