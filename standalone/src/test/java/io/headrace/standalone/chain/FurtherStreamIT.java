package io.headrace.standalone.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.json.JsonRecords;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.backfill.Backfill;
import io.headrace.standalone.backfill.Source;
import io.headrace.standalone.backfill.TopicSource;
import io.headrace.standalone.system.LocalSettings;
import io.headrace.standalone.system.LocalSystem;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.topic.TopicScan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A further stream through the whole system: cleaned like the events, aggregated for their rows, for those who ask, and by backfill. */
class FurtherStreamIT {

    private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long WINDOW = 360 * MINUTE;

    private static final String STREAMS = """
            streams:
              scans:
                schema: {type: record, name: Scan, fields: [
                  {name: scanId, type: string}, {name: depot, type: string},
                  {name: when, type: {type: long, logicalType: timestamp-millis}}, {name: belt, type: [\"null\", int]}]}
                id: scanId
                time: when
                clean:
                  rules: [{name: belt-known, require: belt < 100}]
            features:
              scans: {count: all, from: scans, by: depot, over: PT6H}
              belts: {sum: belt, from: scans, by: depot, over: PT6H}
            """;

    @TempDir
    Path data;

    private final Random random = new Random(31);
    private final List<GenericRecord> scans = new ArrayList<>();
    private final Map<String, GenericRecord> parcels = new HashMap<>();

    @ParameterizedTest
    @CsvSource({"true, 1", "true, 3", "false, 3"})
    void itsEventsCountForTheRowsThatComeAfterThem(boolean chained, int partitions) throws Exception {
        PipelineDefinition definition = definition();
        LocalSettings settings = new LocalSettings(
                data.resolve("system"),
                true,
                data.resolve("parcels.yaml"),
                0,
                0,
                0,
                0,
                Map.of("headrace.chained", String.valueOf(chained), "headrace.partitions", "" + partitions));
        try (LocalSystem system = LocalSystem.prepare(settings, (_, _, _) -> {})) {
            system.start();
            RunningSystem running = RunningSystem.of(data.resolve("system"));
            AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", running.registryUrl()));
            Topics topics = new Topics(definition.pipeline());
            EventStream stream = definition.stream("scans");
            for (int round = 0; round < 4; round++) {
                long at = START + 100 * MINUTE * round;
                send(running, serdes, topics.raw(stream), round(definition, at));
                await("clean scans").untilAsserted(() -> {
                    system.requireRunning();
                    assertThat(count(running, topics.clean(stream))).isEqualTo(scans.size());
                });
                send(running, serdes, topics.raw(), parcels(definition, at + 50 * MINUTE, round));
                await("rows").untilAsserted(() -> {
                    system.requireRunning();
                    assertThat(count(running, topics.features())).isEqualTo(parcels.size());
                });
            }

            Map<String, FeatureRow> rows = WrittenRows.read(definition, running, serdes);
            assertThat(rows).containsOnlyKeys(parcels.keySet());
            rows.forEach((id, row) -> {
                GenericRecord parcel = parcels.get(id);
                assertThat(value(definition, row, "scans"))
                        .as("scans of %s", parcel)
                        .isEqualTo(scans(parcel));
                assertThat(value(definition, row, "belts"))
                        .as("belts of %s", parcel)
                        .isEqualTo(belts(parcel));
            });
            // Of each round, one scan with a belt that is not known, and one that cannot be read.
            assertThat(count(running, topics.quarantine())).isEqualTo(8);
            asked(definition, running);
            assertThat(backfilled(definition, running, serdes))
                    .as("backfill of its topics")
                    .containsExactlyInAnyOrderElementsOf(written(running, topics.features()));
        }
    }

    private static List<String> backfilled(PipelineDefinition definition, RunningSystem running, AvroSerdes serdes)
            throws InterruptedException {
        Collected collected = new Collected();
        try (Source source = TopicSource.open(
                running.bootstrapServers(),
                new Topics(definition.pipeline()),
                definition,
                serdes,
                System.currentTimeMillis())) {
            Backfill.ofRows(definition, serdes, source, collected, Backfill.Settings.ofAll(2))
                    .run((_, _) -> {});
        }
        return collected.rows();
    }

    private static List<String> written(RunningSystem running, String topic) {
        List<String> written = new ArrayList<>();
        TopicScan.of(
                running.bootstrapServers(),
                topic,
                record -> written.add(
                        Wired.text(record.key().getBytes(StandardCharsets.UTF_8), record.timestamp(), record.value())));
        return written;
    }

    private void asked(PipelineDefinition definition, RunningSystem running) throws Exception {
        GenericRecord parcel = parcel(definition, "asked", START + 500 * MINUTE, "d1");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(running.httpUrl() + "/v1/pipelines/" + definition.pipeline()
                                    + "/score?explain=features"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(
                                    new String(JsonRecords.renderBytes(parcel), StandardCharsets.UTF_8)))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode features = new ObjectMapper().readTree(answer.body()).get("features");
            assertThat(features.get("scans").doubleValue()).isEqualTo(scans(parcel));
            assertThat(features.get("belts").doubleValue()).isEqualTo(belts(parcel));
        }
    }

    private double scans(GenericRecord parcel) {
        return scans.stream().filter(scan -> isBefore(scan, parcel)).count();
    }

    private double belts(GenericRecord parcel) {
        return scans.stream()
                .filter(scan -> isBefore(scan, parcel))
                .mapToInt(scan -> (Integer) scan.get("belt"))
                .sum();
    }

    private static boolean isBefore(GenericRecord scan, GenericRecord parcel) {
        long age = (Long) parcel.get("at") - (Long) scan.get("when");
        return scan.get("depot").equals(parcel.get("depot")) && age > 0 && age < WINDOW;
    }

    /** Good ones, which are noted, some of them twice; one that breaks a rule. */
    private List<GenericRecord> round(PipelineDefinition definition, long at) {
        List<GenericRecord> round = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            GenericRecord scan = scan(definition, at + random.nextInt(40) * MINUTE, random.nextInt(9));
            scans.add(scan);
            round.add(scan);
            if (i % 10 == 0) {
                round.add(scan);
            }
        }
        GenericRecord unknown = scan(definition, at, 100);
        unknown.put("scanId", "unknown" + at);
        round.add(unknown);
        return round;
    }

    private GenericRecord scan(PipelineDefinition definition, long when, int belt) {
        GenericRecord scan =
                new GenericData.Record(definition.stream("scans").events().schema());
        scan.put("scanId", "s" + scans.size());
        scan.put("depot", "d" + random.nextInt(4));
        scan.put("when", when);
        scan.put("belt", belt);
        return scan;
    }

    private List<GenericRecord> parcels(PipelineDefinition definition, long at, int round) {
        List<GenericRecord> made = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String id = "p" + round + "-" + i;
            made.add(parcel(definition, id, at + i * MINUTE, "d" + random.nextInt(4)));
            parcels.put(id, made.getLast());
        }
        return made;
    }

    private static GenericRecord parcel(PipelineDefinition definition, String id, long at, String depot) {
        GenericRecord parcel = new GenericData.Record(definition.events().schema());
        parcel.put("parcelId", id);
        parcel.put("at", at);
        parcel.put("depot", depot);
        parcel.put("distance", 5.0);
        parcel.put("weight", 1.0);
        return parcel;
    }

    private static void send(RunningSystem running, AvroSerdes serdes, String topic, List<GenericRecord> records) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", running.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (GenericRecord record : records) {
                byte[] key = record.get(0).toString().getBytes(StandardCharsets.UTF_8);
                byte[] value = serdes.generic(record.getSchema()).serializer().serialize(topic, record);
                var _ = producer.send(new ProducerRecord<>(topic, key, value));
            }
            if (topic.contains(".stream.")) {
                var _ = producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {9, 9}));
            }
        }
    }

    private static int count(RunningSystem running, String topic) {
        int[] seen = {0};
        TopicScan.of(running.bootstrapServers(), topic, _ -> seen[0]++);
        return seen[0];
    }

    private static double value(PipelineDefinition definition, FeatureRow row, String feature) {
        return row.values().numeric()[FeatureSignature.of(definition).numeric().indexOf(feature)];
    }

    private PipelineDefinition definition() throws IOException {
        Files.copy(ChainTopologyTest.PARCELS.resolveSibling("parcel.avsc"), data.resolve("parcel.avsc"));
        String text = Files.readString(ChainTopologyTest.PARCELS).replace("features:\n", STREAMS);
        return DefinitionReader.readValid(Files.writeString(data.resolve("parcels.yaml"), text));
    }
}
