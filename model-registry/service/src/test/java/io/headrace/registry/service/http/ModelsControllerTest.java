package io.headrace.registry.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.embedded.EmbeddedBroker;
import io.headrace.model.ModelArtifact;
import io.headrace.model.signing.ModelSigner;
import io.headrace.model.signing.SigningKeys;
import io.headrace.registry.protocol.Authorship;
import io.headrace.registry.protocol.Publication;
import io.headrace.registry.service.RegistryApp;
import io.headrace.schemas.avro.ArtifactRef;
import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.OffsetRange;
import io.headrace.schemas.avro.ProblemType;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpMethod;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Every route, on one running service; each test that changes something has a pipeline of its own. */
class ModelsControllerTest {

    private static final Instant AT = Instant.parse("2026-03-01T00:00:00Z");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static EmbeddedServer server;
    private static ModelSigner signer;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        signer = new ModelSigner(
                SigningKeys.readOrGenerate(directory.resolve("private.pem"), directory.resolve("public.pem")));
        server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "micronaut.server.port",
                        -1,
                        "kafka.bootstrap.servers",
                        broker.bootstrapServers(),
                        "schema.registry.url",
                        "mock://registry-service"));
        RegistryApp app = server.getApplicationContext().getBean(RegistryApp.class);
        Awaitility.await().until(() -> app.ready().isPresent());
        publish("payments", 1, true, Optional.of("champion"));
        publish("payments", 2, true, Optional.empty());
        publish("payments", 3, false, Optional.empty());
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void theOpenApiDocumentIsServedAndNamesEveryRoute() {
        HttpResponse<String> response = get("/openapi/headrace-registry.yml");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(documented(response.body()))
                .contains("POST /v1/models/{pipeline}/promote")
                .isEqualTo(routed(server.getApplicationContext().getBean(Router.class)));
    }

    @Test
    void listsPipelinesWithTheirChampions() {
        JsonNode list = json(get("/v1/models"), 200);
        assertThat(list)
                .anySatisfy(line -> assertThat(line.toString())
                        .isEqualTo("{\"pipeline\":\"payments\",\"champion\":1,\"versions\":3}"));
    }

    @Test
    void showsAPipelineWithVersionsAliasesAndHistory() {
        JsonNode models = json(get("/v1/models/payments"), 200);
        assertThat(models.at("/aliases/champion/version").asInt()).isEqualTo(1);
        assertThat(models.at("/aliases/champion/who").asText()).isEqualTo("trainer");
        assertThat(models.at("/versions/0/metrics/prAuc").asDouble()).isEqualTo(0.41);
        assertThat(models.at("/versions/2/gatesPassed").asBoolean(true)).isFalse();
        assertThat(models.get("history")).hasSize(4);
        assertThat(models.at("/history/1/change").asText()).isEqualTo("alias moved");
    }

    @Test
    void showsAVersionWithMetricsGatesAndLineage() {
        JsonNode version = json(get("/v1/models/payments/versions/1"), 200);
        assertThat(version.get("model").asText()).isEqualTo("payments@1");
        assertThat(version.at("/gates/0/sentence").asText()).isEqualTo("PR AUC 0.41 (needs 0.30)");
        assertThat(version.at("/lineage/offsets/0/until").asLong()).isEqualTo(20_000);
        assertThat(version.at("/lineage/parameters/depth").asText()).isEqualTo("5");
        assertThat(version.at("/artifact/sha256").asText())
                .isEqualTo(artifact(1).sha256());
        assertThat(version.get("signedBy").asText()).hasSize(16);
    }

    @Test
    void downloadsTheBytes() throws Exception {
        HttpResponse<byte[]> response = CLIENT.send(
                request("/v1/models/payments/versions/2/model.onnx").build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(artifact(2).onnx());
        assertThat(response.headers().firstValue("etag"))
                .contains("\"" + artifact(2).sha256() + "\"");
        assertThat(response.headers().firstValue("content-disposition"))
                .contains("attachment; filename=\"payments-2.onnx\"");
    }

    @Test
    void promotesAndRollsBack() {
        publish("clicks", 11, true, Optional.of("champion"));
        publish("clicks", 12, true, Optional.empty());

        JsonNode promoted = json(
                post("/v1/models/clicks/promote", "{\"version\":2,\"who\":\"anna\",\"why\":\"better last week\"}"),
                200);
        assertThat(promoted.get("version").asInt()).isEqualTo(2);
        assertThat(promoted.get("previous").asInt()).isEqualTo(1);
        assertThat(promoted.get("who").asText()).isEqualTo("anna");
        assertThat(json(get("/v1/models/clicks"), 200)
                        .at("/aliases/champion/why")
                        .asText())
                .isEqualTo("better last week");

        JsonNode back = json(post("/v1/models/clicks/rollback", "{\"who\":\"anna\",\"why\":\"it was not\"}"), 200);
        assertThat(back.get("version").asInt()).isEqualTo(1);
    }

    @Test
    void saysWhatDoesNotExist() {
        assertProblem(get("/v1/models/weather"), 404, "no models of the pipeline \"weather\"");
        assertProblem(get("/v1/models/payments/versions/9"), 404, "there is no model payments@9");
        assertProblem(get("/v1/models/payments/versions/9/model.onnx"), 404, "there is no model payments@9");
        assertProblem(
                post("/v1/models/payments/promote", "{\"version\":9,\"who\":\"a\",\"why\":\"b\"}"),
                404,
                "has the versions 1, 2, 3");
    }

    @Test
    void saysWhatDoesNotFit() {
        assertProblem(get("/v1/models/Payments"), 400, "\"Payments\" is no pipeline name");
        assertProblem(get("/v1/models/payments/versions/one"), 400, "a whole number from 1 on would be right");
        assertProblem(post("/v1/models/payments/promote", "{"), 400, "the body is no JSON");
        assertProblem(post("/v1/models/payments/promote", ""), 400, "version: found nothing");
        assertProblem(
                post("/v1/models/payments/promote", "{\"version\":\"2\",\"who\":\" \"}"),
                400,
                "version: found \"2\", a whole number from 1 on would be right; who: found \" \", your name or your app's"
                        + " would be right; why: found nothing");
        assertProblem(post("/v1/models/payments/rollback", "[]"), 400, "who: found nothing");
    }

    @Test
    void saysWhatTheStateDoesNotAllow() {
        String by = ",\"who\":\"anna\",\"why\":\"try\"}";
        assertProblem(post("/v1/models/payments/promote", "{\"version\":1" + by), 409, "is the champion already");
        assertProblem(post("/v1/models/payments/promote", "{\"version\":3" + by), 409, "did not pass its gates");
        assertProblem(post("/v1/models/payments/rollback", "{\"x\":1" + by), 409, "is the first champion");
    }

    /** What curl sends when it is given a body and nothing else. */
    @Test
    void aBodyIsReadWhateverItsContentTypeSays() {
        HttpRequest request = request("/v1/models/payments/promote")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"version\": 1, \"who\": \"anna\", \"why\": \"a = b & c\"}"))
                .build();
        assertProblem(send(request), 409, "is the champion already");
    }

    @Test
    void probesAndMetricsAreOpen() {
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/prometheus").body()).contains("headrace_registry_unusable_records_total");
    }

    private static void publish(String pipeline, int seed, boolean passed, Optional<String> alias) {
        RegistryApp app = server.getApplicationContext().getBean(RegistryApp.class);
        app.ready()
                .orElseThrow()
                .writer()
                .publish(new Publication(
                        draft(pipeline, passed),
                        artifact(seed),
                        signer,
                        alias,
                        new Authorship("trainer", "it passed its gates")));
    }

    private static ModelArtifact artifact(int seed) {
        return new ModelArtifact(("bytes of model " + seed).getBytes(StandardCharsets.UTF_8));
    }

    private static ModelVersion draft(String pipeline, boolean passed) {
        return ModelVersion.newBuilder()
                .setPipeline(pipeline)
                .setVersion(0)
                .setArtifact(new ArtifactRef("", 0L, 0))
                .setProblem(ProblemType.BINARY)
                .setClasses(List.of("false", "true"))
                .setNumericFeatures(List.of("amount"))
                .setCategoricalFeatures(List.of())
                .setThreshold(0.5)
                .setGoldenRows(List.of())
                .setBaseline(List.of())
                .setMetrics(Map.of("prAuc", 0.41))
                .setImportances(Map.of("amount", 1.0))
                .setGates(List.of(new GateVerdict("success", passed, "PR AUC 0.41 (needs 0.30)")))
                .setLineage(Lineage.newBuilder()
                        .setDefinitionHash("d".repeat(64))
                        .setOffsets(List.of(new OffsetRange("payments.examples", 0, 0L, 20_000L)))
                        .setWindowStart(AT)
                        .setWindowEnd(AT)
                        .setTrainingRows(1L)
                        .setValidationRows(1L)
                        .setUnseenRows(1L)
                        .setSeed(7L)
                        .setFamily("boosted-trees")
                        .setParameters(Map.of("depth", "5"))
                        .setTrials(1)
                        .setSoftware(Map.of("headrace", "0.1.0"))
                        .setTrigger("examples")
                        .build())
                .setSignedBy("")
                .setSignature(ByteBuffer.allocate(0))
                .build();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String detail) {
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        JsonNode problem = json(response, status);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asText()).contains(detail);
    }

    private static JsonNode json(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    /** Compared with the router, so that a new route without documentation is seen. */
    private static Set<String> routed(Router router) {
        return router.uriRoutes()
                .filter(route -> route.getDeclaringType().getName().startsWith("io.headrace."))
                .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
                .map(route -> route.getHttpMethodName() + " "
                        + route.getUriMatchTemplate().toPathString())
                .collect(Collectors.toSet());
    }

    private static Set<String> documented(String document) {
        Map<String, Map<String, Map<String, Object>>> tree = new Yaml().load(document);
        return tree.get("paths").entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
    }

    private static HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    private static HttpResponse<String> post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.getURL() + path));
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
