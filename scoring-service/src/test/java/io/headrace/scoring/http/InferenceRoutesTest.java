package io.headrace.scoring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.scoring.fixture.Service;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every HTTP route, on one running service with one model. */
class InferenceRoutesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Service service;
    private static String model;

    @BeforeAll
    static void start() {
        service = Service.prepare().start().awaitReady();
        model = service.publish(0.75);
        service.awaitServing(model);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theServerSaysWhatItIs() {
        assertThat(json(service.get("/v2")).get("name").asText()).isEqualTo("headrace");
        assertThat(json(service.get("/v2/health/live")).get("live").asBoolean()).isTrue();
        assertThat(json(service.get("/v2/health/ready")).get("ready").asBoolean())
                .isTrue();
    }

    @Test
    void aModelSaysWhatItTakesAndGives() {
        JsonNode metadata = json(service.get("/v2/models/" + name()));

        assertThat(metadata.get("versions").get(0).asText()).isEqualTo("1");
        assertThat(metadata.get("platform").asText()).isEqualTo("onnx_onnxv1");
        assertThat(metadata.at("/inputs/0").toString())
                .isEqualTo("{\"name\":\"numeric\",\"datatype\":\"FP32\",\"shape\":[-1," + columns() + "]}");
        assertThat(metadata.at("/inputs/1").toString())
                .isEqualTo("{\"name\":\"categorical\",\"datatype\":\"BYTES\",\"shape\":[-1,1]}");
        assertThat(metadata.at("/outputs/0").toString())
                .isEqualTo("{\"name\":\"probabilities\",\"datatype\":\"FP32\",\"shape\":[-1,2]}");
    }

    @Test
    void aModelIsReadyAndSoIsItsVersionButNoOther() {
        assertThat(service.get("/v2/models/" + name() + "/ready").statusCode()).isEqualTo(200);
        assertThat(service.get("/v2/models/" + name() + "/versions/1/ready").statusCode())
                .isEqualTo(200);
        assertThat(service.get("/v2/models/" + name() + "/versions/9/ready").statusCode())
                .isEqualTo(503);
        assertThat(service.get("/v2/models/other/ready").statusCode()).isEqualTo(404);
    }

    @Test
    void tensorsAreScoredAndNullIsMissing() {
        JsonNode answer = json(infer("{\"id\":\"42\",\"inputs\":[" + numeric(2, "null") + "," + categorical(2) + "]}"));

        assertThat(answer.get("model_name").asText()).isEqualTo(name());
        assertThat(answer.get("model_version").asText()).isEqualTo("1");
        assertThat(answer.get("id").asText()).isEqualTo("42");
        assertThat(answer.at("/parameters/classes").asText()).isEqualTo("false,true");
        assertThat(answer.at("/outputs/0/name").asText()).isEqualTo("probabilities");
        assertThat(answer.at("/outputs/0/shape").toString()).isEqualTo("[2,2]");
        assertThat(answer.at("/outputs/0/data/1").asDouble()).isCloseTo(0.75, within(1e-6));
    }

    @Test
    void nestedDataAndABareNanAreTakenToo() {
        String row = "[" + String.join(",", Collections.nCopies(columns(), "NaN")) + "]";
        String nested =
                "{\"name\":\"numeric\",\"datatype\":\"FP64\",\"shape\":[1," + columns() + "],\"data\":[" + row + "]}";

        assertThat(infer("{\"inputs\":[" + nested + "," + categorical(1) + "]}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theServingVersionAnswersByNumberAndAnyOtherIsNotFound() {
        String body = "{\"inputs\":[" + numeric(1, "1") + "," + categorical(1) + "]}";

        assertThat(service.post("/v2/models/" + name() + "/versions/1/infer", body)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> other = service.post("/v2/models/" + name() + "/versions/2/infer", body);
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(json(other).get("error").asText()).contains("version 2").contains(model + " does");
    }

    @Test
    void everyMistakeOfACallIsNamed() {
        HttpResponse<String> refused = infer("{\"inputs\":["
                + "{\"name\":\"numeric\",\"datatype\":\"FP32\",\"shape\":[1,1],\"data\":[1]},"
                + "{\"name\":\"colour\",\"datatype\":\"BYTES\",\"shape\":[2,1],\"data\":[\"red\",\"blue\"]}]}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("error").asText())
                .contains("input colour is not of this model")
                .contains("input categorical is missing")
                .contains("input numeric has shape [1, 1]")
                .contains("different numbers of rows");
    }

    @Test
    void dataThatDoesNotFitItsShapeOrTypeIsNamed() {
        HttpResponse<String> refused = infer("{\"inputs\":["
                + "{\"name\":\"numeric\",\"datatype\":\"INT8\",\"shape\":[1,1],\"data\":[1]},"
                + "{\"name\":\"categorical\",\"datatype\":\"BYTES\",\"shape\":[2,1],\"data\":[\"red\"]}]}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("error").asText())
                .contains("inputs[0]: datatype of numeric: found INT8")
                .contains("inputs[1]: data of categorical: found 1 elements");
    }

    @Test
    void whatIsNoJsonSaysWhere() {
        HttpResponse<String> refused = infer("{\"inputs\": [}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("error").asText()).contains("no JSON").contains("line 1");
    }

    @Test
    void anUnknownModelOrOutputIsSaid() {
        assertThat(json(service.post("/v2/models/other/infer", "{\"inputs\":[" + numeric(1, "1") + "]}"))
                        .get("error")
                        .asText())
                .contains("no model \"other\"");
        HttpResponse<String> output = infer(
                "{\"inputs\":[" + numeric(1, "1") + "," + categorical(1) + "],\"outputs\":[{\"name\":\"logits\"}]}");
        assertThat(output.statusCode()).isEqualTo(400);
        assertThat(json(output).get("error").asText()).contains("logits").contains("probabilities");
    }

    @Test
    void anEventIsScoredOnThePlainRoute() {
        JsonNode answer = json(service.score(event("t-1", "12.5")));

        assertThat(answer.get("eventId").asText()).isEqualTo("t-1");
        assertThat(answer.get("model").asText()).isEqualTo(model);
        assertThat(answer.get("predictedClass").asText()).isEqualTo("true");
        assertThat(answer.get("score").asDouble()).isCloseTo(0.75, within(1e-6));
        assertThat(answer.at("/probabilities/false").asDouble()).isCloseTo(0.25, within(1e-6));
        assertThat(answer.has("features")).isFalse();
    }

    @Test
    void featuresAreShownOnRequest() {
        JsonNode answer =
                json(service.post("/v1/pipelines/" + name() + "/score?explain=features", event("t-1", "12.5")));

        assertThat(answer.at("/features/amount").asDouble()).isEqualTo(12.5);
        assertThat(answer.at("/features/channel").asText()).isEqualTo("chip");
        assertThat(answer.get("features").size())
                .isEqualTo(columns() + service.signature().categorical().size());
    }

    @Test
    void anEventIsFilledAsTheStreamFillsIt() {
        String silent = event("t-1", "12.5").replace("\"chip\"", "null");
        assertThat(silent).contains("null");

        JsonNode answer = json(service.post("/v1/pipelines/" + name() + "/score?explain=features", silent));

        assertThat(answer.at("/features/channel").asText()).isEqualTo("unknown");
    }

    @Test
    void anEventThatTheRulesKeepOutOfTheStreamIsRefusedWithTheirReason() {
        HttpResponse<String> refused = service.score(event("t-1", "-12.5"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/mistakes/0/found").asText())
                .isEqualTo("amount-positive: amount > 0.0 is not met by amount = -12.5");
    }

    @Test
    void whatCurlSendsWithoutAHeaderIsTakenAsJson() {
        String form = "application/x-www-form-urlencoded";

        HttpResponse<String> scored =
                service.post("/v1/pipelines/" + name() + "/score", event("a=b&c=%20", "12.5"), form);

        assertThat(scored.statusCode()).as(scored.body()).isEqualTo(200);
        assertThat(json(scored).get("eventId").asText()).isEqualTo("a=b&c=%20");
        assertThat(service.post(
                                "/v2/models/" + name() + "/infer",
                                "{\"inputs\":[" + numeric(1, "1") + "," + categorical(1) + "]}",
                                form)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anEmptyBodyIsNoJson() {
        HttpResponse<String> plain = service.score("");

        assertThat(plain.statusCode()).isEqualTo(400);
        assertThat(json(plain).at("/mistakes/0/found").asText())
                .as(plain.body())
                .isEqualTo("an empty body");
        assertThat(infer("").statusCode()).isEqualTo(400);
    }

    @Test
    void anArrayIsAnsweredByAnArray() {
        JsonNode answer = json(service.score("[" + event("t-1", "1.0") + "," + event("t-2", "2.0") + "]"));

        assertThat(answer.findValuesAsText("eventId")).containsExactly("t-1", "t-2");
        assertThat(json(service.score("[]")).size()).isZero();
    }

    @Test
    void everyMistakeOfEveryEventIsNamedAsProblemDetails() {
        HttpResponse<String> refused =
                service.score("[" + event("t-1", "1.0") + ",{\"txId\":\"t-2\",\"amuont\":\"much\"}]");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
        JsonNode problem = json(refused);
        assertThat(problem.get("status").asInt()).isEqualTo(400);
        assertThat(problem.get("mistakes").findValuesAsText("pointer")).contains("/1/amuont", "/1/at", "/1/amount");
        assertThat(problem.at("/mistakes/0/right").asText()).isNotEmpty();
    }

    @Test
    void anotherPipelineAndAnotherExplanationAreNotKnown() {
        assertThat(service.post("/v1/pipelines/other/score", event("t-1", "1.0"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(service.post("/v1/pipelines/" + name() + "/score?explain=all", event("t-1", "1.0"))
                        .statusCode())
                .isEqualTo(400);
    }

    private static HttpResponse<String> infer(String body) {
        return service.post("/v2/models/" + name() + "/infer", body);
    }

    private static String name() {
        return service.definition().pipeline().value();
    }

    private static int columns() {
        return service.signature().numeric().size();
    }

    private static String numeric(int rows, String value) {
        return "{\"name\":\"numeric\",\"datatype\":\"FP32\",\"shape\":[" + rows + "," + columns() + "],\"data\":["
                + String.join(",", Collections.nCopies(rows * columns(), value)) + "]}";
    }

    private static String categorical(int rows) {
        return "{\"name\":\"categorical\",\"datatype\":\"BYTES\",\"shape\":[" + rows + ",1],\"data\":["
                + String.join(",", Collections.nCopies(rows, "\"chip\"")) + "]}";
    }

    private static String event(String id, String amount) {
        return "{\"txId\":\"" + id + "\",\"at\":\"2026-03-01T10:00:00Z\",\"customerId\":\"c1\",\"terminalId\":\"k1\","
                + "\"amount\":" + amount + ",\"currency\":\"EUR\",\"channel\":\"chip\"}";
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
