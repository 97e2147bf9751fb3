package io.headrace.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.ingest.IngestProcess;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpPushTest {

    private static final String EVENTS = "/v1/pipelines/pushed/events";
    private static final String LABELS = "/v1/pipelines/pushed/labels";

    private static IngestProcess process;

    @BeforeAll
    static void start() throws Exception {
        process = IngestProcess.start("pushed", Map.of("headrace.push.max-records", "500"));
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @Test
    void anEventIsAnsweredWithItsPlaceAndIsThere() throws Exception {
        HttpResponse<String> response = process.post(EVENTS, event("one", "12"));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = json(response);
        assertThat(answer.get("written").intValue()).isEqualTo(1);
        ConsumerRecord<String, byte[]> found = at(answer.at("/records/0/at").textValue());
        assertThat(found.key()).isEqualTo("one");
        assertThat(Instant.ofEpochMilli(found.timestamp()))
                .as("when it came")
                .isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
        assertThat(decode(found, definition().events().schema()).get("amount")).isEqualTo(12.0);
    }

    @Test
    void anArrayAndObjectsLineByLineAreWrittenInOrder() throws Exception {
        JsonNode array = json(process.post(EVENTS, "[" + event("a1", "1") + "," + event("a2", "2") + "]"));
        JsonNode lines = json(process.post(EVENTS, event("l1", "1") + "\n" + event("l2", "2") + "\n"));

        assertThat(array.at("/records/1/id").textValue()).isEqualTo("a2");
        assertThat(lines.get("written").intValue()).isEqualTo(2);
        assertThat(at(lines.at("/records/0/at").textValue()).key()).isEqualTo("l1");
    }

    @Test
    void aLabelWithoutTimeBecameKnownNow() throws Exception {
        JsonNode answer = json(process.post(LABELS, "{\"txId\": \"one\", \"fraud\": true}"));

        ConsumerRecord<String, byte[]> found = at(answer.at("/records/0/at").textValue());
        GenericRecord label = decode(found, PipelineSchemas.of(definition()).label());
        assertThat(label.get("fraud")).isEqualTo(true);
        assertThat(Instant.ofEpochMilli((Long) label.get("labelledAt")))
                .isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
        assertThat(found.timestamp()).isEqualTo(label.get("labelledAt"));
    }

    @Test
    void oneBadRecordRefusesTheWholeBatchWithEveryMistakeNamed() throws Exception {
        HttpResponse<String> response = process.post(
                EVENTS, "[" + event("fine", "1") + "," + event("", "\"much\"").replace("currency", "curency") + "]");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(json(response).get("mistakes"))
                .extracting(mistake -> mistake.get("pointer").textValue())
                .containsExactly("/1/amount", "/1/currency", "/1/curency");
        assertThat(IngestProcess.read("pushed.raw"))
                .extracting(ConsumerRecord::key)
                .doesNotContain("fine");
    }

    @Test
    void emptyIdsTimesBefore1970NoJsonAndTooManyRecordsAreRefused() throws Exception {
        assertThat(pointers(event("", "1"))).containsExactly("/txId");
        assertThat(pointers(event("x", "1").replace("2026", "1926"))).containsExactly("/at");
        assertThat(pointers("{oops")).containsExactly("");
        assertThat(pointers("")).containsExactly("");
        assertThat(pointers("[]")).containsExactly("");
        assertThat(pointers("{}\n".repeat(501))).containsExactly("");
    }

    @Test
    void whatRawCannotHoldIsRefusedWithTheLimitAndWhatItCanIsWritten() throws Exception {
        HttpResponse<String> response =
                process.post(EVENTS, "[" + event("beside", "1") + "," + event("i".repeat(600_000), "1") + "]");

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.get("limitBytes").intValue()).isEqualTo(1_048_588);
        assertThat(problem.get("records")).singleElement().satisfies(record -> {
            assertThat(record.get("index").intValue()).isEqualTo(1);
            assertThat(record.get("bytes").intValue()).isGreaterThan(1_200_000);
        });
        assertThat(problem.get("detail").textValue()).contains("nothing was written", "1048588 or less");
        assertThat(IngestProcess.read("pushed.raw"))
                .extracting(ConsumerRecord::key)
                .doesNotContain("beside");

        int most = 524_200;
        assertThat(process.post(EVENTS, event("j".repeat(most), "1")).statusCode())
                .as("an id of %d bytes, twice", most)
                .isEqualTo(200);
    }

    @Test
    void anotherPipelineIsNotFound() throws Exception {
        HttpResponse<String> response = process.post("/v1/pipelines/other/events", event("one", "1"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).get("detail").textValue()).contains("\"other\"", "pushed");
    }

    @Test
    void everyRecordIsCountedOnceAsAcknowledgedRefusedOrFailed() throws Exception {
        Map<String, Double> before = counts();
        process.post(EVENTS, "[" + event("c1", "1") + "," + event("c2", "2") + "]");
        process.post(EVENTS, "[" + event("c3", "1") + "," + event("c4", "\"x\"") + "]");
        process.post(EVENTS, "{oops");
        Map<String, Double> after = counts();

        assertThat(after.get("received") - before.get("received")).isEqualTo(5);
        assertThat(after.get("acknowledged") - before.get("acknowledged")).isEqualTo(2);
        assertThat(after.get("refused") - before.get("refused")).isEqualTo(3);
        assertThat(after.get("received"))
                .isEqualTo(after.get("acknowledged") + after.get("refused") + after.get("failed"));
    }

    @Test
    void withoutConnectorsTheAppRunsAtOnce() throws Exception {
        process.awaitRunning("connectors");

        assertThat(process.get("/health")).contains("UP");
        assertThat(process.get("/prometheus")).contains("headrace_push_received_total");
    }

    private static Map<String, Double> counts() {
        MeterRegistry meters = process.bean(MeterRegistry.class);
        return Map.of(
                "received",
                        meters.get("headrace.push.received")
                                .tag("kind", "events")
                                .counter()
                                .count(),
                "acknowledged", outcome(meters, "acknowledged"),
                "refused", outcome(meters, "refused"),
                "failed", outcome(meters, "failed"));
    }

    private static double outcome(MeterRegistry meters, String outcome) {
        return meters.get("headrace.push.records")
                .tags("kind", "events", "outcome", outcome)
                .counter()
                .count();
    }

    private static String event(String id, String amount) {
        return """
                {"txId": "%s", "at": "2026-05-01T10:00:00Z", "customerId": "c", "terminalId": "t", "amount": %s,\
                 "currency": "EUR"}""".formatted(id, amount);
    }

    private static List<String> pointers(String body) throws Exception {
        HttpResponse<String> response = process.post(EVENTS, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        return json(response).findValuesAsText("pointer");
    }

    private static ConsumerRecord<String, byte[]> at(String place) {
        return IngestProcess.read(place.substring(0, place.lastIndexOf('-'))).stream()
                .filter(item -> place.equals(item.topic() + "-" + item.partition() + "@" + item.offset()))
                .findFirst()
                .orElseThrow();
    }

    private static PipelineDefinition definition() {
        return process.bean(PipelineDefinition.class);
    }

    private static GenericRecord decode(ConsumerRecord<String, byte[]> item, Schema schema) {
        return ((Decoded.Ok) process.bean(AvroSerdes.class).decoder(schema).decode(item.value())).record();
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }
}
