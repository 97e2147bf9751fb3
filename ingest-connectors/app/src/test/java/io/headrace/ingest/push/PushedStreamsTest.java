package io.headrace.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.ingest.IngestProcess;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events of further streams over HTTP. */
class PushedStreamsTest {

    private static final String LOGINS = "/v1/pipelines/beside/streams/logins/events";

    private static final String STREAMS = """
            streams:
              logins:
                schema: {type: record, name: Login, fields: [
                  {name: sessionId, type: string}, {name: customerId, type: string}, {name: tries, type: int},
                  {name: at, type: {type: long, logicalType: timestamp-millis}}]}
                id: sessionId
                time: at
              visits:
                schema: {type: record, name: Visit, fields: [
                  {name: visit, type: long}, {name: customerId, type: string},
                  {name: since, type: {type: long, logicalType: timestamp-micros}}]}
                id: visit
                time: since
            features:
              logins: {count: all, from: logins, by: customerId, over: P1D}
              visits: {count: all, from: visits, by: customerId, over: P1D}
            """;

    private static IngestProcess process;

    @BeforeAll
    static void start() throws Exception {
        process = IngestProcess.start("beside", Map.of(), STREAMS);
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @Test
    void anEventIsWrittenToItsStreamsOwnTopicInItsStreamsOwnSchema() throws Exception {
        JsonNode answer = json(process.post(LOGINS, login("s1", "2")));

        assertThat(answer.get("written").intValue()).isEqualTo(1);
        assertThat(answer.at("/records/0/at").textValue()).startsWith("beside.stream.logins.raw-");
        ConsumerRecord<String, byte[]> found = IngestProcess.read("beside.stream.logins.raw").stream()
                .filter(record -> record.key().equals("s1"))
                .findFirst()
                .orElseThrow();
        assertThat(login(found).get("tries")).isEqualTo(2);
    }

    @Test
    void eachStreamIsReadByItsOwnIdAndTime() throws Exception {
        JsonNode answer = json(process.post(
                "/v1/pipelines/beside/streams/visits/events",
                "{\"visit\": 17, \"customerId\": \"c\", \"since\": \"2026-05-01T10:00:00.000001Z\"}"));

        assertThat(answer.at("/records/0/id").textValue()).isEqualTo("17");
        assertThat(answer.at("/records/0/at").textValue()).startsWith("beside.stream.visits.raw-");
    }

    @Test
    void whatDoesNotFitTheStreamsSchemaIsRefusedWithEveryMistake() throws Exception {
        HttpResponse<String> response = process.post(
                LOGINS, "[" + login("fine", "1") + "," + login("", "\"many\"").replace("customerId", "card") + "]");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("mistakes"))
                .extracting(mistake -> mistake.get("pointer").textValue())
                .containsExactlyInAnyOrder("/1/tries", "/1/customerId", "/1/card");
        assertThat(IngestProcess.read("beside.stream.logins.raw"))
                .extracting(ConsumerRecord::key)
                .doesNotContain("fine");
        assertThat(json(process.post(LOGINS, login("", "1")))
                        .at("/mistakes/0/pointer")
                        .textValue())
                .isEqualTo("/sessionId");
    }

    @Test
    void whatTheStreamsTopicCannotHoldIsRefused() throws Exception {
        assertThat(process.post(LOGINS, login("i".repeat(600_000), "1")).statusCode())
                .isEqualTo(413);
    }

    @Test
    void aStreamThatIsNotThereIsNotFoundAndThoseThatAreAreNamed() throws Exception {
        HttpResponse<String> response = process.post("/v1/pipelines/beside/streams/log-ins/events", login("s", "1"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(json(response).get("detail").textValue())
                .isEqualTo("The pipeline beside has no further stream \"log-ins\"; it has logins, visits.");
        assertThat(json(process.post("/v1/pipelines/other/streams/logins/events", login("s", "1")))
                        .get("detail")
                        .textValue())
                .contains("\"other\"", "beside");
    }

    @Test
    void eachStreamIsCountedByItself() throws Exception {
        assertThat(process.get("/prometheus"))
                .contains("headrace_push_received_total{kind=\"events\",stream=\"visits\"}");
        double loginsBefore = acknowledged("logins");
        double eventsBefore = acknowledged("events");
        process.post(LOGINS, login("c1", "1") + "\n" + login("c2", "2"));

        assertThat(acknowledged("logins") - loginsBefore).isEqualTo(2);
        assertThat(acknowledged("events") - eventsBefore).isZero();
    }

    private static double acknowledged(String stream) {
        return process.bean(MeterRegistry.class)
                .get("headrace.push.records")
                .tags("kind", "events", "stream", stream, "outcome", "acknowledged")
                .counter()
                .count();
    }

    private static String login(String id, String tries) {
        return """
                {"sessionId": "%s", "at": "2026-05-01T10:00:00Z", "customerId": "c", "tries": %s}""".formatted(id, tries);
    }

    private static GenericRecord login(ConsumerRecord<String, byte[]> item) {
        PipelineDefinition definition = process.bean(PipelineDefinition.class);
        return ((Decoded.Ok) process.bean(AvroSerdes.class)
                        .decoder(definition.stream("logins").events().schema())
                        .decode(item.value()))
                .record();
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }
}
