package io.headrace.standalone.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headrace.cleaning.program.CleaningProgram;
import io.headrace.cleaning.program.CleaningResult;
import io.headrace.features.engine.FeatureHistory;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.KeptFeatures;
import io.headrace.features.engine.RequestedRow;
import io.headrace.features.lookup.RemoteFeatures;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.json.JsonRecords;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.backfill.Backfill;
import io.headrace.standalone.backfill.TopicSource;
import io.headrace.standalone.system.LocalSettings;
import io.headrace.standalone.system.LocalSystem;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.topic.TopicScan;
import io.headrace.testing.Waits;
import io.micronaut.context.ApplicationContext;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same events by every way that there is: asked about over HTTP, over gRPC at their owners and by a direct read, then streamed from topic to topic,
 * and made again by the one task that a replay runs, by backfill and by the embedded library. Events of one millisecond do not see each other; so
 * all of a round are asked about before they are sent. Some rounds go back in time, which with several partitions only the stream that was there does
 * in the order in which they came.
 */
class OneAnswerIT {

    private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    private static final int EVENTS_A_ROUND = 40;

    /** Minutes. Those that go back are late, and what they look back on is there still. */
    private static final List<Integer> ROUNDS = List.of(0, 60, 30, 61, 1500, 1440, 1501, 3100, 3099);

    @TempDir
    Path data;

    private final Random random = new Random(21);
    private int made;

    @Test
    void everyWayGivesTheSameValuesToTheBit() throws Exception {
        PipelineDefinition definition = definition();
        LocalSettings settings = new LocalSettings(
                data.resolve("system"),
                true,
                data.resolve("parcels.yaml"),
                0,
                0,
                0,
                0,
                Map.of("headrace.chained", "false"));
        try (LocalSystem system = LocalSystem.prepare(settings, (_, _, _) -> {})) {
            ApplicationContext context = system.start();
            RunningSystem running = RunningSystem.of(data.resolve("system"));
            AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", running.registryUrl()));
            try (Wired oneTask = Wired.chained(definition, serdes);
                    RemoteFeatures owners =
                            new RemoteFeatures(definition, List.of(running.grpcAddress()), Duration.ofSeconds(10));
                    HttpClient http = HttpClient.newHttpClient()) {
                whole(owners);
                KeptFeatures kept = context.getBean(KeptFeatures.class);
                FeatureHistory library = new FeatureHistory(FeatureProgram.compile(definition));
                CleaningProgram cleaning = CleaningProgram.compile(definition);
                Map<String, FeatureRow> direct = new TreeMap<>();
                Map<String, Map<String, Long>> overHttp = new TreeMap<>();
                for (int minute : ROUNDS) {
                    List<GenericRecord> raw = round(definition, START + minute * 60_000L);
                    List<GenericRecord> clean =
                            raw.stream().map(event -> clean(cleaning, event)).toList();
                    List<RequestedRow> asked = kept.of(clean);
                    assertThat(owners.of(clean)).isEqualTo(asked);
                    asked.forEach(one -> direct.put(one.row().eventId(), one.row()));
                    overHttp.putAll(overHttp(http, running, definition, raw));
                    assertThat(clean.stream().map(library::values).toList())
                            .isEqualTo(asked.stream().map(RequestedRow::row).toList());
                    clean.forEach(event -> library.observe(event, Long.MIN_VALUE));

                    send(definition, running, serdes, oneTask, raw);
                    await().untilAsserted(() -> {
                        system.requireRunning();
                        assertThat(WrittenRows.read(definition, running, serdes))
                                .hasSize(direct.size());
                    });
                }

                Map<String, FeatureRow> written = WrittenRows.read(definition, running, serdes);
                assertThat(written).isEqualTo(direct);
                assertThat(overHttp).isEqualTo(finite(definition, written));
                oneTask.waitLong();
                List<String> bytes = bytes(definition, running);
                assertThat(oneTask.made().topics().get(new Topics(definition.pipeline()).features()))
                        .containsExactlyInAnyOrderElementsOf(bytes);
                assertThat(backfilled(definition, running, serdes)).containsExactlyInAnyOrderElementsOf(bytes);
            }
        }
    }

    private static void whole(RemoteFeatures owners) {
        CompletableFuture<Boolean> whole = new CompletableFuture<>();
        owners.start();
        owners.whenWhole(() -> whole.complete(true));
        assertThat(whole).succeedsWithin(Waits.SAFETY_NET);
    }

    private static GenericRecord clean(CleaningProgram cleaning, GenericRecord event) {
        return switch (cleaning.clean(event)) {
            case CleaningResult.Clean(GenericRecord clean) -> clean;
            case CleaningResult.Quarantined refused -> throw new AssertionError(refused.reason());
            case CleaningResult.Dropped(String rule) -> throw new AssertionError(rule);
        };
    }

    /** Values by feature, as bits; those that JSON has no word for are left out. */
    private static Map<String, Map<String, Long>> overHttp(
            HttpClient http, RunningSystem running, PipelineDefinition definition, List<GenericRecord> events)
            throws IOException, InterruptedException {
        String body = events.stream()
                .map(event -> new String(JsonRecords.renderBytes(event), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",", "[", "]"));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(running.httpUrl() + "/v1/pipelines/" + definition.pipeline()
                                + "/score?explain=features"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Map<String, Map<String, Long>> values = new TreeMap<>();
        for (JsonNode one : new ObjectMapper().readTree(answer.body())) {
            assertThat(one.has("stale")).isFalse();
            Map<String, Long> bits = new TreeMap<>();
            one.get("features").forEachEntry((name, value) -> bits(name, value, bits));
            values.put(one.get("eventId").textValue(), bits);
        }
        return values;
    }

    private static void bits(String name, JsonNode value, Map<String, Long> into) {
        if (value.isNumber()) {
            into.put(name, Double.doubleToRawLongBits(value.doubleValue()));
        } else if (value.isTextual()) {
            into.put(name + "=" + value.textValue(), 1L);
        }
    }

    private static Map<String, Map<String, Long>> finite(PipelineDefinition definition, Map<String, FeatureRow> rows) {
        FeatureSignature signature = FeatureSignature.of(definition);
        Map<String, Map<String, Long>> values = new TreeMap<>();
        rows.forEach((id, row) -> {
            Map<String, Long> bits = new TreeMap<>();
            for (int i = 0; i < signature.numeric().size(); i++) {
                double value = row.values().numeric()[i];
                if (Double.isFinite(value)) {
                    bits(signature.numeric().get(i), JsonNodeFactory.instance.numberNode(value), bits);
                }
            }
            for (int i = 0; i < signature.categorical().size(); i++) {
                String value = row.values().categorical()[i];
                if (!value.isEmpty()) {
                    bits(signature.categorical().get(i), JsonNodeFactory.instance.textNode(value), bits);
                }
            }
            values.put(id, bits);
        });
        return values;
    }

    private static void send(
            PipelineDefinition definition,
            RunningSystem running,
            AvroSerdes serdes,
            Wired oneTask,
            List<GenericRecord> events) {
        Topics topics = new Topics(definition.pipeline());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", running.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (GenericRecord event : events) {
                byte[] key = event.get("parcelId").toString().getBytes(StandardCharsets.UTF_8);
                byte[] value = serdes.generic(event.getSchema()).serializer().serialize(topics.raw(), event);
                long at = (Long) event.get("at");
                var _ = producer.send(new ProducerRecord<>(topics.raw(), null, at, key, value));
                oneTask.take(new Sent(false, key, value, at));
            }
        }
    }

    private static List<String> bytes(PipelineDefinition definition, RunningSystem running) {
        List<String> rows = new ArrayList<>();
        TopicScan.of(
                running.bootstrapServers(),
                new Topics(definition.pipeline()).features(),
                record -> rows.add(
                        Wired.text(record.key().getBytes(StandardCharsets.UTF_8), record.timestamp(), record.value())));
        return rows;
    }

    private static List<String> backfilled(PipelineDefinition definition, RunningSystem running, AvroSerdes serdes)
            throws InterruptedException {
        Collected made = new Collected();
        try (TopicSource source = TopicSource.open(
                running.bootstrapServers(),
                new Topics(definition.pipeline()),
                definition,
                serdes,
                System.currentTimeMillis())) {
            Backfill.ofRows(definition, serdes, source, made, Backfill.Settings.ofAll(2))
                    .run((_, _) -> {});
        }
        return made.rows();
    }

    /** With missing and unknown categories, and numbers at the ends of what there is. */
    private List<GenericRecord> round(PipelineDefinition definition, long at) {
        List<GenericRecord> events = new ArrayList<>();
        for (int i = 0; i < EVENTS_A_ROUND; i++) {
            GenericRecord event = new GenericData.Record(definition.events().schema());
            event.put("parcelId", "p" + made++);
            event.put("at", at);
            event.put("depot", "d" + random.nextInt(5));
            event.put(
                    "distance",
                    switch (random.nextInt(10)) {
                        case 0 -> 1.0;
                        case 1 -> 1e300;
                        case 2 -> Math.nextUp(1.0);
                        default -> 1 + 20 * random.nextDouble();
                    });
            event.put("weight", random.nextInt(5) == 0 ? Double.MIN_VALUE : 0.1 + random.nextDouble());
            event.put(
                    "carrier",
                    switch (random.nextInt(4)) {
                        case 0 -> null;
                        case 1 -> "never heard of " + made;
                        default -> "c" + random.nextInt(3);
                    });
            events.add(event);
        }
        return events;
    }

    /** Silence is a label, so that what became known is among the features. */
    private PipelineDefinition definition() throws IOException {
        Files.copy(ChainTopologyTest.PARCELS.resolveSibling("parcel.avsc"), data.resolve("parcel.avsc"));
        String text = Files.readString(ChainTopologyTest.PARCELS)
                .replace("silence: unlabelled", "silence: negative")
                .replace(
                        "depot_late: {labelRate",
                        "carrier_most: {max: distance, by: carrier, over: PT6H}\n  depot_spread: {stddev: distance, by: depot, over: PT6H}\n"
                                + "  depot_last: {last: carrier, by: depot, over: PT6H}\n  depot_late: {labelRate");
        return DefinitionReader.readValid(Files.writeString(data.resolve("parcels.yaml"), text));
    }
}
