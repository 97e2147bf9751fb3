package io.headrace.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.embedded.StartFailure;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.topic.TopicScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A definition with new features, started with {@code up --backfill} where another one ran before. */
class UpBackfillIT {

    private static final Topics TOPICS = new Topics(new PipelineName("rides"));
    private static final int BEFORE = 2_000;
    private static final int ROWS = 3_000;
    private static final String HEADER = "ride,at,km,town,late\n";

    @TempDir
    Path folder;

    /** What came before the change lies in reach of what comes after it: cold, no row would be right. */
    @Test
    void newFeaturesAreWholeFromTheFirstRowOn() throws Exception {
        Path before = definition("before", "town_rides: {count: all, by: town, over: P3D}");
        Path after = definition("after", """
                town_rides: {count: all, by: town, over: P3D}
                  town_km: {mean: km, by: town, over: P7D}
                  town_far: {max: km, by: town, over: lifetime}
                  towns: {distinct: town, over: P7D}""");
        Path first = Files.writeString(folder.resolve("first.csv"), HEADER + rows(0, BEFORE));
        Path second = Files.writeString(folder.resolve("second.csv"), HEADER + rows(BEFORE, ROWS));
        Path data = folder.resolve("data");

        try (HeadraceProcess process = HeadraceProcess.start(HeadraceProcess.up(before, data, "--source=" + first))) {
            awaitRows(process, data, BEFORE);
            process.interrupt();
            assertThat(process.exitCode()).isEqualTo(130);
        }
        try (HeadraceProcess process = HeadraceProcess.start(
                HeadraceProcess.up(after, data, "--backfill", "--source=" + first, "--source=" + second))) {
            awaitRows(process, data, ROWS);
            assertThat(process.output())
                    .contains("history: 2,000 clean events of 2,000 events")
                    .contains("✔ The definition has changed: their past have from history town_far, town_km, towns;"
                            + " their past keep town_rides");

            Map<String, String> expected = backfilled(after, first, second);
            assertThat(expected).hasSize(ROWS);
            Map<String, String> found = rows(data);
            for (int i = BEFORE; i < ROWS; i++) {
                assertThat(found.get("r" + i)).as("r" + i).isEqualTo(expected.get("r" + i));
            }
            process.interrupt();
            assertThat(process.exitCode()).isEqualTo(130);
        }
        try (HeadraceProcess process =
                HeadraceProcess.start(HeadraceProcess.up(before, data, "--source=" + first, "--source=" + second))) {
            awaitRows(process, data, ROWS);
            assertThat(rows(data).values()).hasSize(ROWS).doesNotContain("made twice");
            awaitOutput(process, "no feature begins cold");
            process.interrupt();
            assertThat(process.exitCode()).isEqualTo(130);
        }
        // Its history is still there, and was taken in before the features were away.
        try (HeadraceProcess process = HeadraceProcess.start(HeadraceProcess.up(after, data))) {
            awaitOutput(process, "start again with --backfill");
            assertThat(process.output()).contains("cold begin town_far").doesNotContain("from history");
        }
    }

    private Path definition(String name, String features) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        Files.writeString(directory.resolve("rides.avsc"), """
                {"type": "record", "name": "Ride", "fields": [
                  {"name": "ride", "type": "string"},
                  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                  {"name": "km", "type": ["null", "double"], "default": null},
                  {"name": "town", "type": ["null", "string"], "default": null}]}
                """);
        return Files.writeString(directory.resolve("rides.yaml"), """
                pipeline: rides
                problem: {kind: binary, label: late, positive: "yes", negative: "no", metric: logLoss}
                events: {schema: rides.avsc, id: ride, time: at, keys: [town]}
                labels: {within: P7D, silence: unlabelled}
                features:
                  km: km
                  FEATURES
                train: {every: {examples: 100000}, minimumExamples: 50000, window: {examples: 100000}}
                """.replace("FEATURES", features));
    }

    /** What the new definition's rows would be had it run all the time. */
    private Map<String, String> backfilled(Path definition, Path... sources) throws Exception {
        Path into = folder.resolve("expected");
        List<String> arguments =
                new ArrayList<>(List.of("backfill", "-f", definition.toString(), "--into", into.toString()));
        for (Path source : sources) {
            arguments.addAll(List.of("--source", source.toString()));
        }
        try (HeadraceProcess process = HeadraceProcess.start(arguments)) {
            assertThat(process.exitCode()).as(process.output()).isZero();
        }
        Map<String, String> rows = new LinkedHashMap<>();
        try (DataFileReader<GenericRecord> file =
                new DataFileReader<>(into.resolve("rows.avro").toFile(), new GenericDatumReader<>())) {
            file.forEach(row ->
                    rows.put(row.get("eventId").toString(), row.get("features").toString()));
        }
        return rows;
    }

    private static Map<String, String> rows(Path data) {
        RunningSystem running = RunningSystem.of(data);
        AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", running.registryUrl()));
        Map<String, String> rows = new LinkedHashMap<>();
        TopicScan.of(running.bootstrapServers(), TOPICS.features(), record -> {
            if (serdes.decoder().decode(record.value()) instanceof Decoded.Ok(GenericRecord row)) {
                rows.merge(record.key(), row.get("features").toString(), (_, _) -> "made twice");
            }
        });
        return rows;
    }

    private static void awaitOutput(HeadraceProcess process, String text) {
        await(text).until(() -> {
            assertThat(process.alive()).as(process.output()).isTrue();
            return process.output().contains(text);
        });
    }

    private static void awaitRows(HeadraceProcess process, Path data, int count) {
        await(count + " rows")
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptionsMatching(
                        failure -> failure instanceof StartFailure || failure instanceof KafkaException)
                .until(() -> {
                    assertThat(process.alive()).as(process.output()).isTrue();
                    return rows(data).size() >= count;
                });
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(UpBackfillIT::row).collect(Collectors.joining());
    }

    /** Some four minutes apart: a week has 2,500 of them. */
    private static String row(int i) {
        Instant at = Instant.parse("2026-03-02T00:00:00Z").plusSeconds(241L * i);
        return String.format(Locale.ROOT, "r%d,%s,%d.5,t%d,%s%n", i, at, i % 53, i % 7, i % 3 == 0 ? "yes" : "no");
    }
}
