package io.headrace.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.embedded.StartFailure;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.quarantine.Quarantined;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.topic.TopicScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files through the whole system, killed in mid-file and started again, looked at and stopped by commands. */
class UpSourceIT {

    private static final Topics TOPICS = new Topics(new PipelineName("rides"));
    private static final int FIRST = 600;
    private static final int ROWS = 1_200;
    private static final int LABEL_DELAY = 50;

    @TempDir
    Path folder;

    @Test
    void everyRowOfTwoFilesIsScoredOnceThoughKilledInMidFile() throws Exception {
        Path definition = definition();
        String header = "ride,km,town,late\n";
        Path first = Files.writeString(
                folder.resolve("first.csv"), header + rows(0, 300) + "r-x,broken\n" + rows(300, FIRST) + row(7));
        Path second = Files.writeString(folder.resolve("second.csv"), header + rows(FIRST, ROWS - 1) + "r11");
        Path data = folder.resolve("data");

        try (HeadraceProcess killed = up(definition, data, first, second)) {
            awaitKeys(killed, data, TOPICS.raw(), 200);
            killed.kill();
        }
        try (HeadraceProcess process = up(definition, data, first, second)) {
            awaitKeys(process, data, TOPICS.predictions(), ROWS - 1);
            // The half-written last line waited for its end.
            Files.writeString(second, row(ROWS - 1).substring(3), StandardOpenOption.APPEND);
            awaitKeys(process, data, TOPICS.predictions(), ROWS);
            awaitKeys(process, data, TOPICS.labels(), ROWS + 1 - LABEL_DELAY);

            List<String> ids = IntStream.range(0, ROWS).mapToObj(i -> "r" + i).toList();
            List<String> sent = new ArrayList<>(ids);
            sent.add(FIRST, "r7");
            assertThat(keys(data, TOPICS.raw())).as("each row once, in order").isEqualTo(sent);
            assertThat(keys(data, TOPICS.labels())).isEqualTo(sent.subList(0, sent.size() - LABEL_DELAY));
            assertThat(keys(data, TOPICS.predictions()))
                    .as("a repeated id is one event")
                    .isEqualTo(ids);
            broken(data, first);

            JsonNode status = status(data);
            assertThat(status.path("state").asText()).isEqualTo("running");
            assertThat(status.path("counts").path("events").asLong()).isEqualTo(ROWS + 1);
            assertThat(status.path("counts").path("duplicates").asLong()).isEqualTo(1);
            assertThat(status.path("counts").path("quarantinedBy").toString()).isEqualTo("{\"csv: broken-row\":1}");
            assertThat(status.path("connectors")
                            .path(0)
                            .path("figures")
                            .path("labels-waiting")
                            .asLong())
                    .isEqualTo(LABEL_DELAY);
            assertThat(status.path("model").path("reference").asText()).isEqualTo("rides@0");

            awaitKeys(process, data, TOPICS.examples(), ROWS - LABEL_DELAY);
            assertThat(command("features", "rank", "--data", data.toString()))
                    .contains("rides   1,150 labelled rows; boosted trees")
                    .contains("\nfeatures:\n  km: km\n  # town: {category: town}   # tells nothing of the label");
            assertThat(command(
                            "backfill",
                            "-f",
                            definition.toString(),
                            "--data",
                            data.toString(),
                            "--into",
                            folder.resolve("again").toString()))
                    .contains("1,200 rows and 1,150 examples of 1,201 events")
                    .contains("duplicates 1 ");

            assertThat(command("down", "--data", data.toString())).contains("stopped");
            assertThat(process.exitCode()).isEqualTo(143);
            assertThat(process.output())
                    .contains("are dropped; ./headrace status counts them")
                    .contains("Stopped; the data stays in")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aChangedHeaderInTheSecondFileStartsNothing() throws Exception {
        Path first = Files.writeString(folder.resolve("first.csv"), "ride,km,town,late\n" + rows(0, 5));
        Path second = Files.writeString(folder.resolve("second.csv"), "ride,miles,town,late\n" + rows(5, 9));
        Path data = folder.resolve("data");
        try (HeadraceProcess process = up(definition(), data, first, second)) {
            assertThat(process.exitCode()).isEqualTo(2);
            assertThat(process.output().strip())
                    .isEqualTo("✘ --source " + second + ": its header is not that of " + first
                            + ": it lacks km, has miles besides; found ride,miles,town,late, right is"
                            + " ride,km,town,late; nothing was started");
        }
        assertThat(data).doesNotExist();
    }

    private Path definition() throws IOException {
        Files.writeString(folder.resolve("rides.avsc"), """
                {"type": "record", "name": "Ride", "fields": [
                  {"name": "ride", "type": "string"},
                  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                  {"name": "km", "type": ["null", "double"], "default": null},
                  {"name": "town", "type": ["null", "string"], "default": null}]}
                """);
        return Files.writeString(folder.resolve("rides.yaml"), """
                pipeline: rides
                problem: {kind: binary, label: late, positive: "yes", negative: "no", metric: logLoss}
                events: {schema: rides.avsc, id: ride, time: at}
                labels: {within: P7D, silence: unlabelled}
                features:
                  km: km
                  town: {category: town}
                train: {every: {examples: 100000}, minimumExamples: 50000, window: {examples: 100000}}
                source: {delimiter: ","}
                """);
    }

    private static HeadraceProcess up(Path definition, Path data, Path first, Path second) throws IOException {
        return HeadraceProcess.start(HeadraceProcess.up(
                definition,
                data,
                "--source=" + first,
                "--source=" + second,
                "--label-delay=" + LABEL_DELAY,
                // Small transactions, so that a kill meets the middle of the file; half a line waits for long.
                "--set=headrace.connectors.source.batch.records=20",
                "--set=headrace.connectors.source.tail.wait.ms=600000"));
    }

    private void broken(Path data, Path first) {
        List<ConsumerRecord<String, byte[]>> quarantine = new ArrayList<>();
        TopicScan.of(RunningSystem.of(data).bootstrapServers(), TOPICS.quarantine(), quarantine::add);
        assertThat(quarantine)
                .singleElement()
                .satisfies(record -> assertThat(Quarantined.read(record.headers()))
                        .get()
                        .extracting(Quarantined::reason)
                        .isEqualTo(first + ":302: found 2 fields; right is 4, one for each column"));
    }

    private static JsonNode status(Path data) throws Exception {
        return new ObjectMapper().readTree(command("status", "--output=json", "--data", data.toString()));
    }

    /** What a command prints that succeeds. */
    private static String command(String... arguments) throws Exception {
        try (HeadraceProcess process = HeadraceProcess.start(List.of(arguments))) {
            assertThat(process.exitCode()).as(process.output()).isZero();
            return process.output();
        }
    }

    private static void awaitKeys(HeadraceProcess process, Path data, String topic, int count) {
        await(topic + " has " + count)
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptionsMatching(
                        failure -> failure instanceof StartFailure || failure instanceof KafkaException)
                .until(() -> {
                    assertThat(process.alive()).as(process.output()).isTrue();
                    return keys(data, topic).size() >= count;
                });
    }

    private static List<String> keys(Path data, String topic) {
        List<String> keys = new ArrayList<>();
        TopicScan.of(RunningSystem.of(data).bootstrapServers(), topic, record -> keys.add(record.key()));
        return keys;
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(UpSourceIT::row).collect(Collectors.joining());
    }

    private static String row(int i) {
        return String.format(Locale.ROOT, "r%d,%d.5,t%d,%s%n", i, i % 20, i % 3, i % 20 > 12 ? "yes" : "no");
    }
}
