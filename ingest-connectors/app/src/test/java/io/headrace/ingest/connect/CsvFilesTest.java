package io.headrace.ingest.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.ingest.IngestProcess;
import io.headrace.schemas.quarantine.Quarantined;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file connector in a real Kafka Connect worker. */
class CsvFilesTest {

    private static final int ROWS = 1_500;

    private static final String LOGINS = """
            streams:
              logins:
                schema: {type: record, name: Login, fields: [
                  {name: session, type: long}, {name: customerId, type: string},
                  {name: at, type: {type: long, logicalType: timestamp-millis}}]}
                id: session
                time: at
            features:
              logins: {count: all, from: logins, by: customerId, over: P1D}
            """;

    @TempDir
    Path folder;

    @Test
    void everyRowIsThereOnceAfterARestartInMidFileAndTheFileIsFollowed() throws Exception {
        Path file = Files.writeString(
                folder.resolve("payments.csv"),
                "txId,at,customerId,terminalId,amount,currency,channel,fraud\n" + rows(0, 50) + "t-x,late\n"
                        + rows(50, ROWS));
        try (IngestProcess _ = start("files", file, 20)) {
            await().until(() -> IngestProcess.read("files.raw").size() > 100);
        }
        int before = IngestProcess.read("files.raw").size();

        try (IngestProcess second = start("files", file, 20)) {
            await().until(() -> IngestProcess.read("files.raw").size() == ROWS);
            // Half a line waits for its end.
            append(file, row(ROWS) + "\n" + row(ROWS + 1).substring(0, 10));
            await().until(() -> IngestProcess.read("files.raw").size() == ROWS + 1);
            append(file, row(ROWS + 1).substring(10) + "\n");
            await().until(() -> IngestProcess.read("files.raw").size() == ROWS + 2);
            await().untilAsserted(() -> assertThat(figures(second))
                    .isEqualTo(Map.of("rows", ROWS + 3L, "rows-broken", 0L, "labels-waiting", 100L)));
        }

        assertThat(before).as("stopped in mid-file").isLessThan(ROWS);
        List<String> ids = IntStream.range(0, ROWS + 2).mapToObj(i -> "t" + i).toList();
        assertThat(keys("files.raw")).as("each once, in order").isEqualTo(ids);
        assertThat(keys("files.labels")).isEqualTo(ids.subList(0, ROWS + 2 - 100));
        assertThat(IngestProcess.read("files.quarantine")).singleElement().satisfies(broken -> {
            assertThat(new String(broken.value(), StandardCharsets.UTF_8)).isEqualTo("t-x,late");
            assertThat(Quarantined.read(broken.headers()).map(Quarantined::reason))
                    .isEqualTo(Optional.of(file + ":52: found 2 fields; right is 8, one for each column"));
        });
    }

    @Test
    void aLineThatNoRecordCanHoldStopsNothing() throws Exception {
        String line = "x".repeat(1_200_000);
        Path file = Files.writeString(
                folder.resolve("long.csv"),
                "txId,at,customerId,terminalId,amount,currency,channel,fraud\n" + rows(0, 100) + line + "\n"
                        + rows(100, 200) + row(200).replace("online", line) + "\n" + rows(201, 300));
        try (IngestProcess _ = start("long", file, 500)) {
            await().until(() -> IngestProcess.read("long.raw").size() == 299);
            await().until(() -> IngestProcess.read("long.quarantine").size() == 2);
        }
        assertThat(IngestProcess.read("long.quarantine"))
                .allSatisfy(kept -> assertThat(kept.value()).hasSize(64 << 10))
                .extracting(
                        kept -> Quarantined.read(kept.headers()).orElseThrow().rule())
                .containsExactly("broken-row", "too-large");
    }

    @Test
    void anotherHeaderInALaterFileIsToldAsTheConnectorsFailure() throws Exception {
        Path first = Files.writeString(
                folder.resolve("first.csv"),
                "txId,at,customerId,terminalId,amount,currency,channel,fraud\n" + rows(0, 10));
        Path second = Files.writeString(
                folder.resolve("second.csv"),
                "txId,at,customerId,terminalId,price,currency,channel,fraud\n" + rows(10, 20));
        try (IngestProcess process = start("headers", Path.of(first + "," + second), 20)) {
            await().until(() -> connector(process).path("state").asText().equals("failed"));

            assertThat(connector(process).path("detail").asText())
                    .startsWith(second + ": its header is not that of " + first)
                    .contains("lacks amount, has price besides");
            assertThat(keys("headers.raw")).as("what came before is sent").hasSize(10);
        }
    }

    @Test
    void aConnectorOfAFurtherStreamIsToldWhatTheDefinitionSaysOfIt() throws Exception {
        Path file = Files.writeString(
                folder.resolve("logins.csv"),
                "session,at,customerId\n1,2026-01-01T00:00:00Z,c1\n2,soon,c2\n3,2026-01-01T00:00:02Z,c3\n");
        String prefix = "headrace.connectors.logins.";
        Map<String, Object> settings = Map.of(
                prefix + "connector.class",
                "io.headrace.connectors.csv.CsvSourceConnector",
                prefix + "files",
                file.toString(),
                prefix + "stream",
                "logins",
                "headrace.partitions",
                "1");
        try (IngestProcess _ = IngestProcess.start("visited", settings, LOGINS)) {
            await().until(() -> IngestProcess.read("visited.stream.logins.raw").size() == 2);
        }
        assertThat(keys("visited.stream.logins.raw")).containsExactly("1", "3");
        assertThat(keys("visited.labels")).isEmpty();
        assertThat(IngestProcess.read("visited.quarantine"))
                .singleElement()
                .satisfies(kept -> assertThat(new String(kept.value(), StandardCharsets.UTF_8))
                        .isEqualTo("2,soon,c2"));
    }

    @Test
    void aStreamThatIsNotThereIsRefusedAtTheStart() {
        String prefix = "headrace.connectors.logins.";
        Map<String, Object> settings = Map.of(
                prefix + "connector.class", "io.headrace.connectors.csv.CsvSourceConnector",
                prefix + "files", "logins.csv",
                prefix + "stream", "log");
        assertThatThrownBy(() -> IngestProcess.start("mistaken", settings, LOGINS))
                .rootCause()
                .hasMessageContaining("log is not one of the streams [logins]");
    }

    private static IngestProcess start(String pipeline, Path files, int batch) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        String prefix = "headrace.connectors.rides.";
        settings.put(prefix + "connector.class", "io.headrace.connectors.csv.CsvSourceConnector");
        settings.put(prefix + "files", files.toString());
        settings.put(prefix + "batch.records", Integer.toString(batch));
        settings.put(prefix + "label.delay.rows", "100");
        settings.put("headrace.partitions", "1");
        return IngestProcess.start(pipeline, settings);
    }

    private static JsonNode connector(IngestProcess process) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(process.get("/v1/connectors")).path(0);
    }

    private static Map<String, Long> figures(IngestProcess process) throws IOException, InterruptedException {
        return connector(process).path("figures").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, figure -> figure.getValue().asLong()));
    }

    private static List<String> keys(String topic) {
        return IngestProcess.read(topic).stream().map(ConsumerRecord::key).toList();
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> row(i) + "\n").collect(Collectors.joining());
    }

    private static String row(int i) {
        return "t%d,%s,c%d,k%d,%d.5,EUR,online,%s"
                .formatted(
                        i, Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i), i % 7, i % 5, 1 + i % 90, i % 9 == 0);
    }
}
