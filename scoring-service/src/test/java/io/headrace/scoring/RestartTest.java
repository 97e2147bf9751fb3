package io.headrace.scoring;

import static org.assertj.core.api.Assertions.assertThat;

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
}
