package io.headrace.features.app.topology;

import static io.headrace.features.app.Payments.DAY;
import static io.headrace.features.app.Payments.HOUR;
import static io.headrace.features.app.Payments.NOON;
import static io.headrace.features.app.Payments.label;
import static io.headrace.features.app.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.features.app.Payments;
import io.headrace.features.app.topology.FeatureDriver.Wiring;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.quarantine.Quarantined;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Events and labels of the past, taken in before those of now. */
class HistoryTest {

    private static final PipelineDefinition DEFINITION = Payments.definition();
    private static final int PAST = 300;
    private static final int NOW = 60;

    /** In any order, some of it twice, and partly what was read before. */
    @Test
    void rowsAreThoseOfWhoHadBeenThereAllTheTime() {
        Random random = new Random(3);
        try (FeatureDriver whole = new FeatureDriver(DEFINITION, Wiring.ONE_TASK);
                FeatureDriver restored = FeatureDriver.withHistory(DEFINITION)) {
            List<Consumer<FeatureDriver>> history = new ArrayList<>();
            for (int i = 0; i < PAST; i++) {
                pay(whole, i);
                int number = i;
                history.add(driver -> driver.past(event(number)));
                if (i % 5 == 0) {
                    whole.label(label("p" + i, true, at(i) + HOUR));
                    history.add(driver -> driver.pastLabel(
                            "p" + number, at(number), at(number) + HOUR, Map.of("by-terminalId", terminal(number)), 1));
                }
            }
            List<FeatureRow> before = whole.rows();
            pay(restored, PAST - 1);
            history.addAll(history.subList(0, PAST / 2));
            Collections.shuffle(history, random);
            history.forEach(one -> one.accept(restored));
            assertThat(restored.rows()).as("history gets no rows").hasSize(1);

            for (int i = PAST; i < PAST + NOW; i++) {
                pay(whole, i);
                pay(restored, i);
            }

            List<FeatureRow> rows = restored.rows();
            assertThat(before).hasSize(PAST);
            assertThat(rows).hasSize(NOW).isEqualTo(whole.rows());
            assertThat(restored.examples()).isEmpty();
            assertThat(rows.stream()
                            .flatMap(
                                    row -> Arrays.stream(row.values().numeric()).boxed()))
                    .as("something is known")
                    .anyMatch(value -> value > 100);
        }
    }

    @Test
    void whatCannotBeReadGoesToQuarantineAndTheRestIsTaken() {
        try (FeatureDriver driver = FeatureDriver.withHistory(DEFINITION)) {
            driver.sendHistory("broken".getBytes(StandardCharsets.UTF_8), new byte[] {1, 2, 3});
            driver.past(event(0));
            pay(driver, 1);

            assertThat(driver.quarantine())
                    .singleElement()
                    .satisfies(record -> assertThat(Quarantined.read(record.headers()))
                            .get()
                            .extracting(Quarantined::rule)
                            .isEqualTo("not-avro"));
            assertThat(driver.rows()).hasSize(1);
        }
    }

    @Test
    void itIsForOneTask() {
        assertThatThrownBy(() -> FeatureDriver.spreadWithHistory(DEFINITION))
                .hasMessage(
                        "headrace.features.history: history is taken in with one partition and no further stream only;"
                                + " leave it out");
    }

    private static void pay(FeatureDriver driver, int number) {
        driver.pay(event(number));
    }

    private static GenericRecord event(int number) {
        return payment("p" + number, at(number), "c" + number % 4, terminal(number), number % 37 + 0.25);
    }

    private static String terminal(int number) {
        return "t" + number % 3;
    }

    private static long at(int number) {
        return NOON + number * DAY / 40;
    }
}
