package io.headrace.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.AlertKind;
import io.headrace.schemas.json.JsonRecords;
import io.headrace.schemas.quarantine.Quarantined;
import io.headrace.scoring.fixture.Models;
import io.headrace.scoring.fixture.Payments;
import io.headrace.scoring.fixture.Rows;
import io.headrace.scoring.fixture.Service;
import io.headrace.scoring.serving.ModelSlot;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The running service on a real broker, with the real registry protocol and real models. */
class ScoringServiceTest {

    private static Service service;
    private static Rows rows;

    @BeforeAll
    static void start() {
        service = Service.prepare();
        rows = new Rows(service);
        observe(payment("t1", 0, 10), payment("t2", 60, 30));
        service.start().awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aChampionIsServedReplacedAndRolledBack() {
        String first = service.publish(0.2);
        service.awaitServing(first);
        assertThat(rows.scored("first", 10)).containsExactly(first);

        String second = service.publish(0.8);
        service.awaitServing(second);
        assertThat(rows.scored("second", 10)).containsExactly(second);

        service.rollBack();
        service.awaitServing(first);
        assertThat(rows.scored("back", 10)).containsExactly(first);
    }

    @Test
    void noRequestFailsOverManySwaps() throws Exception {
        service.awaitServing(service.publish(0.3));
        AtomicBoolean done = new AtomicBoolean();
        String event = new String(JsonRecords.renderBytes(payment("t9", 120, 20)), StandardCharsets.UTF_8);
        Callable<Integer> caller = () -> {
            int answered = 0;
            while (!done.get()) {
                HttpResponse<String> answer = service.score("[" + event + "," + event + "]");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                answered++;
            }
            return answered;
        };
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> requests = List.of(callers.submit(caller), callers.submit(caller));
            for (int swap = 1; swap <= 5; swap++) {
                service.awaitServing(service.publish(swap / 10.0));
            }
            done.set(true);
            for (Future<Integer> answered : requests) {
                assertThat(answered.get()).isPositive();
            }
        }
    }

    @Test
    void aRefusedChampionRaisesOneAlertAndTheOldOneServesOn() {
        String good = service.publish(0.2);
        service.awaitServing(good);

        String bad = service.publish(Models.answering(0.9, service.signature()), service.stranger());

        await().until(() -> !alerts().isEmpty());
        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.getKind()).isEqualTo(AlertKind.MODEL_REFUSED);
            assertThat(alert.getModel()).isEqualTo(bad);
            assertThat(alert.getReason()).contains("not trusted here").contains(good + " serves on");
            assertThat(alert.getEventTime()).isEqualTo(Models.WINDOW_END);
        });
        assertThat(service.context().getBean(ModelSlot.class).serving()).hasToString(good);
        assertThat(service.get("/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void aPoisonRecordGoesToQuarantineAndTheOthersAreScored() {
        service.wire().writeBytes(service.topics().features(), "poison", new byte[] {1, 2, 3});

        assertThat(rows.scored("beside-poison", 5)).hasSize(1);
        await().until(() -> !service.wire().read(service.topics().quarantine()).isEmpty());
        ConsumerRecord<String, byte[]> refused =
                service.wire().read(service.topics().quarantine()).getFirst();
        assertThat(refused.key()).isEqualTo("poison");
        assertThat(refused.value()).containsExactly(1, 2, 3);
        assertThat(Quarantined.read(refused.headers()).orElseThrow().rule()).isEqualTo("not-avro");
    }

    @Test
    void aRequestIsAnsweredFromWhatTheFeaturesAppKeepsByThen() {
        GenericRecord payment = payment("t9", 120, 20);
        assertThat(explained(payment)).contains("\"customer_payments_P1D\":3.0", "\"customer_pause\":60.0");

        observe(payment("t3", 90, 40));

        assertThat(explained(payment))
                .contains("\"customer_payments_P1D\":4.0", "\"customer_amount_P1D\":25.0", "\"customer_pause\":30.0");
    }

    @Test
    void metricsAreThereToScrape() {
        rows.scored("measured", 5);

        assertThat(service.get("/prometheus").body())
                .contains("headrace_scoring_rows_total")
                .contains("headrace_scoring_predictions_total{model=\""
                        + service.definition().pipeline())
                .contains("headrace_scoring_latency_seconds_bucket{route=\"topic\"")
                .contains("headrace_scoring_model_version");
    }

    private static GenericRecord payment(String id, int second, double amount) {
        return Payments.event(id, Payments.START + second * 1000L, "c1", "k1", amount);
    }

    private static void observe(GenericRecord... events) {
        for (GenericRecord event : events) {
            service.kept().observe(event);
        }
    }

    private static String explained(GenericRecord event) {
        String path = "/v1/pipelines/" + service.definition().pipeline() + "/score?explain=features";
        return service.post(path, new String(JsonRecords.renderBytes(event), StandardCharsets.UTF_8))
                .body();
    }

    private static List<Alert> alerts() {
        return service.wire().read(service.topics().alerts(), Alert.class);
    }
}
