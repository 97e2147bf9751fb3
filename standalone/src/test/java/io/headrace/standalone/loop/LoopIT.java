package io.headrace.standalone.loop;

import static io.headrace.standalone.loop.LoopClient.PIPELINE;
import static io.headrace.standalone.loop.LoopClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.AlertKind;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.avro.Severity;
import io.headrace.scoring.grpc.protocol.ModelInferResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole loop from outside, wherever it runs: in one process, or each app in a container ({@code -P containers}). One
 * story in chapters; each begins where the one before ended.
 */
@TestMethodOrder(OrderAnnotation.class)
class LoopIT {

    /** Before a meter's name in what Prometheus is given. */
    private static final String TYPE = "# TYPE ";

    private static final Path DEFINITION = Path.of("src/test/resources/loop/parcels.yaml");
    private static final byte[] POISON = "no Avro at all".getBytes(StandardCharsets.UTF_8);
    private static final int BATCH = 300;

    private static final List<Parcel> STEADY = Parcel.before(0, 1500);
    private static final List<Parcel> CHANGED = Parcel.after(1500, 1500);
    private static final Parcel QUESTION = Parcel.after(10_000, 1).getFirst();

    @TempDir
    static Path data;

    private static LoopSystem system;
    private static LoopClient client;
    private static SteadyCaller caller;

    @BeforeAll
    static void start() throws Exception {
        system = LoopSystem.start(DEFINITION, data);
        client = new LoopClient(system);
    }

    @AfterAll
    static void stop() {
        if (caller != null) {
            caller.close();
        }
        if (client != null) {
            client.close();
        }
        if (system != null) {
            system.close();
        }
    }

    @Test
    @Order(1)
    void everyAppIsReadyAndMeasured() throws Exception {
        for (LoopApp app : LoopApp.values()) {
            for (String path : List.of("/health", "/health/liveness", "/health/readiness")) {
                JsonNode health = json(client.get(app, path));
                assertThat(health.get("status").textValue()).as(app + path).isEqualTo("UP");
            }
            String metrics = client.get(app, "/prometheus").body();
            for (String part : system.parts(app)) {
                assertThat(metrics).contains("headrace_app_running{app=\"" + part + "\"} 1.0");
            }
        }
    }

    @Test
    @Order(2)
    void beforeAnyModelTheAnnouncedBaselineAnswers() throws Exception {
        assertThat(client.servingModel(QUESTION)).isEqualTo(PIPELINE + "@0");
    }

    @Test
    @Order(3)
    void poisonGoesToQuarantineAsItCame() throws Exception {
        client.sendRaw("poison", POISON);
        client.pushEvents(List.of(STEADY.getFirst().named("weightless").weighing(-1)));

        await("quarantine").until(() -> client.read(client.topics.quarantine()).size() == 2);
        Map<String, ConsumerRecord<String, byte[]>> found = client.read(client.topics.quarantine()).stream()
                .collect(Collectors.toMap(ConsumerRecord::key, Function.identity()));
        assertThat(found.get("poison").value()).isEqualTo(POISON);
        assertThat(header(found.get("poison"), "headrace.quarantine.rule")).isEqualTo("not-avro");
        assertThat(header(found.get("poison"), "headrace.quarantine.topic")).isEqualTo(client.topics.raw());
        assertThat(header(found.get("weightless"), "headrace.quarantine.rule")).isEqualTo("weight-positive");
    }

    @Test
    @Order(4)
    void theFirstModelIsTrainedProvenAndServes() throws Exception {
        List<Parcel> first = STEADY.subList(0, 900);
        push(first);
        client.pushEvents(first.subList(0, 1)); // once more

        awaitServing(PIPELINE + "@1");
        JsonNode version = json(client.get(LoopApp.REGISTRY, "/v1/models/" + PIPELINE + "/versions/1"));
        assertThat(version.get("metrics").get("rocAuc").doubleValue()).isGreaterThan(0.8);
        assertThat(version.get("gates"))
                .isNotEmpty()
                .allSatisfy(gate -> assertThat(gate.get("passed").booleanValue())
                        .as(gate.toString())
                        .isTrue());
        caller = SteadyCaller.start(client, QUESTION);
    }

    @Test
    @Order(5)
    void whenTheWorldChangesTheNextModelTakesOverByItself() throws Exception {
        push(STEADY.subList(900, STEADY.size()));
        push(CHANGED);

        awaitServing(PIPELINE + "@2");
        assertThat(client.read(client.topics.alerts(), Alert.class)).anySatisfy(alert -> {
            assertThat(alert.getKind()).isEqualTo(AlertKind.DATA_DRIFT);
            assertThat(alert.getSeverity()).isEqualTo(Severity.WARNING);
        });
        assertThat(client.read(client.topics.retrain(), RetrainRequest.class)).isNotEmpty();
        // An alert names the features that began it; each window's report names all.
        await("a report on the distance")
                .until(() -> client.read(client.topics.drift(), DriftReport.class).stream()
                        .flatMap(report -> report.getStatistics().stream())
                        .anyMatch(one -> one.getFeature().equals("distance") && one.getDrifted()));
    }

    @Test
    @Order(6)
    void theSwapIsNotFeltAndEveryAnswerNamesItsModel() {
        assertThat(caller.failures()).isEmpty();
        assertThat(caller.models()).isSorted().contains(PIPELINE + "@1", PIPELINE + "@2");
        assertThat(caller.models()).isSubsetOf(PIPELINE + "@1", PIPELINE + "@2");
    }

    @Test
    @Order(7)
    void whatIsScoredNowIsRightAndTheSameByEveryWay() throws Exception {
        List<Parcel> now = Parcel.after(3000, 200);
        client.pushEvents(now);
        List<String> ids = now.stream().map(Parcel::id).toList();
        await("predictions").until(() -> predictions().keySet().containsAll(ids));

        Map<String, Prediction> predictions = predictions();
        long right = now.stream()
                .filter(parcel -> String.valueOf(parcel.late())
                        .equals(predictions.get(parcel.id()).getPredictedClass()))
                .count();
        assertThat(right).isGreaterThan(170);
        assertThat(now)
                .allSatisfy(parcel ->
                        assertThat(predictions.get(parcel.id()).getModel()).isEqualTo(PIPELINE + "@2"));
        JsonNode http = json(client.score(QUESTION));
        ModelInferResponse grpc = client.infer(QUESTION);
        assertThat(grpc.getModelVersion()).isEqualTo("2");
        assertThat((double) grpc.getOutputs(0).getContents().getFp32Contents(1))
                .isEqualTo(http.get("score").doubleValue());
    }

    @Test
    @Order(8)
    void aPersonCanRollBack() throws Exception {
        json(client.post(
                LoopApp.REGISTRY,
                "/v1/models/" + PIPELINE + "/rollback",
                "{\"who\": \"the test\", \"why\": \"to see the first one again\"}"));

        awaitServing(PIPELINE + "@1");
        assertThat(caller.failures()).isEmpty();
    }

    @Test
    @Order(9)
    void nothingIsLostAndNothingIsTwice() {
        int events = STEADY.size() + CHANGED.size() + 200;
        Map<String, Integer> expected = Map.of(
                client.topics.raw(),
                events + 3,
                client.topics.clean(),
                events,
                client.topics.quarantine(),
                2,
                client.topics.features(),
                events,
                client.topics.examples(),
                events - 200,
                client.topics.predictions(),
                events);
        expected.forEach((topic, count) ->
                await(topic).untilAsserted(() -> assertThat(client.read(topic)).hasSize(count)));
        assertThat(predictions()).hasSize(events);
    }

    /** By now there are those too that begin with the first time that something happens. */
    @Test
    @Order(10)
    void everyMeterSaysWhatItMeasures() throws Exception {
        for (LoopApp app : LoopApp.values()) {
            String metrics = client.get(app, "/prometheus").body();
            List<String> silent = metrics.lines()
                    .filter(line -> line.startsWith(TYPE + "headrace_"))
                    .map(line -> line.substring(TYPE.length(), line.lastIndexOf(' ')))
                    .filter(meter -> !metrics.contains("# HELP " + meter + " "))
                    .toList();
            assertThat(silent).as(app + ": without a description").isEmpty();
        }
    }

    /** Events, and then what came of them. */
    private static void push(List<Parcel> parcels) throws Exception {
        for (int from = 0; from < parcels.size(); from += BATCH) {
            List<Parcel> batch = parcels.subList(from, Math.min(from + BATCH, parcels.size()));
            client.pushEvents(batch);
            client.pushLabels(batch);
        }
    }

    private static void awaitServing(String model) {
        await(model + " serves")
                .pollInterval(Duration.ofMillis(200))
                .until(() -> client.servingModel(QUESTION), model::equals);
    }

    private static Map<String, Prediction> predictions() {
        return client.read(client.topics.predictions(), Prediction.class).stream()
                .collect(Collectors.toMap(Prediction::getEventId, Function.identity()));
    }

    private static String header(ConsumerRecord<String, byte[]> found, String name) {
        return new String(found.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
