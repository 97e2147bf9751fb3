package io.headrace.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.AlertKind;
import io.headrace.schemas.quarantine.Quarantined;
import io.headrace.scoring.fixture.Rows;
import io.headrace.scoring.fixture.Service;
import org.junit.jupiter.api.Test;

/** The service from its very first start over a stop to the next. */
class RestartTest {

    @Test
    void theBaselineAnswersBeforeTheFirstModelAndAfterARestartTheChampionFromTheFirstRecordOn() {
        try (Service service = Service.prepare()) {
            Rows rows = new Rows(service);
            service.start().awaitReady();
            assertThat(rows.scored("first", 5))
                    .containsExactly(service.definition().pipeline() + "@0");

            String champion = service.publish(0.2);
            service.awaitServing(champion);
            service.stop();
            rows.write("away", 5);

            service.start().awaitReady();
            assertThat(rows.awaited("away", 5)).containsExactly(champion);
        }
    }

    @Test
    void afterAChangeOfMeaningOldRowsAreQuarantinedAndTheBaselineAnswersUntilANewModelComes() {
        try (Service service = Service.prepare()) {
            Rows rows = new Rows(service);
            service.start().awaitReady();
            String old = service.publish(0.2);
            service.awaitServing(old);
            service.stop();
            rows.write("before", 5);

            service.change("amount / customer_amount_P7D", "amount / customer_amount_P1D")
                    .start()
                    .awaitReady();

            assertThat(rows.scored("after", 5))
                    .containsExactly(service.definition().pipeline() + "@0");
            await().untilAsserted(() -> assertThat(
                            service.wire().read(service.topics().quarantine()))
                    .hasSize(5)
                    .allSatisfy(refused -> assertThat(Quarantined.read(refused.headers()))
                            .hasValueSatisfying(why -> assertThat(why.rule()).isEqualTo("other-meaning"))));
            assertThat(service.wire().read(service.topics().alerts(), Alert.class))
                    .singleElement()
                    .satisfies(alert -> {
                        assertThat(alert.getKind()).isEqualTo(AlertKind.MODEL_REFUSED);
                        assertThat(alert.getModel()).isEqualTo(old);
                        assertThat(alert.getReason()).contains("amount_ratio is defined otherwise");
                    });

            String proven = service.publish(0.4);
            service.awaitServing(proven);
            assertThat(rows.scored("proven", 5)).containsExactly(proven);
        }
    }

    @Test
    void aChangeOfWhatIsDoneWithValuesKeepsTheChampion() {
        try (Service service = Service.prepare()) {
            service.start().awaitReady();
            String champion = service.publish(0.2);
            service.awaitServing(champion);
            service.stop();

            service.change("every: {examples: 100000}", "every: {examples: 50000}")
                    .start()
                    .awaitReady();

            assertThat(new Rows(service).scored("after", 5)).containsExactly(champion);
        }
    }
}
