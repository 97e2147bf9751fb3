package io.headrace.features.app.topology;

import static io.headrace.features.app.Payments.DAY;
import static io.headrace.features.app.Payments.HOUR;
import static io.headrace.features.app.Payments.MINUTE;
import static io.headrace.features.app.Payments.NOON;
import static io.headrace.features.app.Payments.label;
import static io.headrace.features.app.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headrace.features.app.Payments;
import io.headrace.features.app.intake.FeatureListener.Input;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.FeaturesUnavailableException;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.quarantine.Quarantined;
import io.headrace.testing.Waits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds of the topology however it is wired. */
abstract class FeatureTopologySpec {

    private static final double NONE = Double.NaN;

    private final FeatureDriver.Wiring wiring;
    private final FeatureDriver driver;

    FeatureTopologySpec(FeatureDriver.Wiring wiring) {
        this.wiring = wiring;
        this.driver = new FeatureDriver(Payments.definition(), wiring);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void whoAsksBeforeAnEventComesIsAnsweredTheRowThatItGets() {
        Random random = new Random(11);
        for (int i = 0; i < 400; i++) {
            long at = NOON + i * MINUTE - random.nextInt(5) * MINUTE;
            GenericRecord event =
                    payment("p" + i, at, "c" + random.nextInt(5), "t" + random.nextInt(8), random.nextInt(500));
            FeatureRow asked = driver.kept().of(event);

            driver.pay(event);
            if (random.nextInt(4) == 0) {
                driver.label(label("p" + random.nextInt(i + 1), random.nextBoolean(), at));
            }

            assertThat(driver.rows()).containsExactly(asked);
        }
    }

    @Test
    void manyMayAskWhileEventsCome() {
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong answers = new AtomicLong();
        try (ExecutorService askers = Executors.newFixedThreadPool(3)) {
            List<Future<?>> asking = new ArrayList<>();
            for (int asker = 0; asker < 3; asker++) {
                Random random = new Random(asker);
                asking.add(askers.submit(() -> {
                    while (!done.get()) {
                        GenericRecord event = payment("asked", NOON + DAY, "c" + random.nextInt(3), "t1", 1);
                        assertThat(driver.kept().of(event).eventId()).isEqualTo("asked");
                        answers.incrementAndGet();
                    }
                }));
            }
            for (int i = 0; i < 2000 || answers.get() < 100; i++) {
                driver.pay(payment("p" + i, NOON + i * 1000L, "c" + i % 3, "t" + i % 50, 10));
            }
            done.set(true);
            assertThat(asking).allSatisfy(one -> assertThat(one).succeedsWithin(Waits.SAFETY_NET));
        }
        driver.rows();
        GenericRecord last = payment("last", NOON + DAY, "c0", "t0", 10);
        FeatureRow asked = driver.kept().of(last);
        driver.pay(last);
        assertThat(driver.rows()).containsExactly(asked);
    }

    @Test
    void aLateEventOfAnEntityThatIsOutOfReachIsAnsweredAsTheStreamWould() {
        long reach = FeatureProgram.compile(Payments.definition()).stages().stream()
                .filter(stage -> stage.name().equals("by-terminalId"))
                .findFirst()
                .orElseThrow()
                .lookBack();
        driver.pay(payment("p1", NOON, "c1", "t1", 10));
        driver.passTimeTo(NOON + reach + HOUR);
        driver.rows();
        GenericRecord late = payment("late", NOON + HOUR, "c2", "t1", 10);

        FeatureRow asked = driver.kept().of(late);
        driver.pay(late);
        driver.settle();

        assertThat(driver.rows()).containsExactly(asked);
    }

    @Test
    void whoAsksWhenNobodyHasTheEntitiesHearsWhatIsMissing() {
        FeatureDriver ended = new FeatureDriver(Payments.definition(), wiring);
        ended.close();

        assertThatExceptionOfType(FeaturesUnavailableException.class)
                .isThrownBy(() -> ended.kept().of(payment("p1", NOON, "c1", "t1", 10)))
                .withMessageContaining("by-customerId 0")
                .withMessageContaining("by-terminalId 0");
    }

    @Test
    void anEventBecomesItsRowAtItsOwnTimeUnderItsOwnId() {
        driver.pay(payment("p1", NOON, "c1", "t1", 10));
        driver.pay(payment("p2", NOON + HOUR, "c1", "t2", 30));

        List<TestRecord<String, GenericRecord>> records = driver.rowRecords();

        assertThat(records).extracting(TestRecord::key).containsExactly("p1", "p2");
        assertThat(records).extracting(TestRecord::timestamp).containsExactly(NOON, NOON + HOUR);
    }

    @Test
    void everyStageAnswersForItsKey() {
        driver.pay(payment("p1", NOON, "c1", "t1", 10));
        driver.pay(payment("p2", NOON + HOUR, "c1", "t2", 30));
        driver.pay(payment("p3", NOON + 2 * HOUR, "c2", "t2", 50));

        List<FeatureRow> rows = driver.rows();

        FeatureRow second = rows.get(1);
        assertThat(driver.value(second, "customer_payments_P1D")).isEqualTo(2);
        assertThat(driver.value(second, "customer_amount_P7D")).isEqualTo(20);
        assertThat(driver.value(second, "customer_pause")).isEqualTo(3600);
        assertThat(driver.value(second, "amount_ratio")).isEqualTo(1.5);
        assertThat(driver.value(second, "terminal_risk")).isNaN();
        assertThat(second.keys()).isEqualTo(Map.of("customerId", "c1", "terminalId", "t2"));
        FeatureRow third = rows.get(2);
        assertThat(driver.value(third, "customer_payments_P1D")).isEqualTo(1);
        assertThat(driver.value(third, "terminal_payments_P1D")).isEqualTo(2);
    }

    @Test
    void aLabelCountsForEventsAfterItBecameKnownAndForNoOthers() {
        driver.pay(payment("p1", NOON, "c1", "t1", 10));
        driver.pay(payment("p2", NOON + MINUTE, "c2", "t1", 10));
        driver.label(label("p1", true, NOON + 2 * DAY));
        driver.label(label("p2", false, NOON + 3 * DAY));

        driver.pay(payment("before", NOON + 2 * DAY - 1, "c3", "t1", 10));
        driver.pay(payment("then", NOON + 2 * DAY, "c3", "t1", 10));
        driver.pay(payment("after", NOON + 2 * DAY + 1, "c3", "t1", 10));
        driver.pay(payment("later", NOON + 3 * DAY + HOUR, "c3", "t1", 10));

        assertThat(rates("terminal_risk")).containsExactly(NONE, NONE, NONE, NONE, 1.0, 0.5);
    }

    @Test
    void aLabelThatComesBeforeItsEventIsLearnedWithIt() {
        driver.label(label("p1", true, NOON + HOUR));
        driver.pay(payment("p1", NOON, "c1", "t1", 10));
        driver.pay(payment("before", NOON + HOUR, "c1", "t1", 10));
        driver.pay(payment("after", NOON + HOUR + 1, "c1", "t1", 10));

        assertThat(rates("terminal_risk")).containsExactly(NONE, NONE, 1.0);
    }

    @Test
    void silenceIsKnownFromTheMillisecondAfterTheWait() {
        long over = NOON + 8 * DAY;
        driver.pay(payment("p1", NOON, "c1", "t1", 10));
        driver.pay(payment("last", over, "c1", "t1", 10));
        driver.pay(payment("first", over + 1, "c1", "t1", 10));

        assertThat(rates("terminal_risk")).containsExactly(NONE, NONE, 0.0);
    }

    @Test
    void everyStageLearnsForItsOwnKey() {
        List<Feature> risks = List.of(
                new Feature.LabelRate("terminal", List.of("terminalId"), Duration.ofDays(7)),
                new Feature.LabelRate("customer", List.of("customerId"), Duration.ofDays(7)),
                new Feature.LabelRate("overall", List.of(), Duration.ofDays(7)),
                new Feature.WindowedAggregate(
                        "payments", AggregateFunction.COUNT, "1", List.of("channel"), Duration.ofDays(7)));
        try (FeatureDriver several = new FeatureDriver(Payments.definition(risks, Labels.Silence.UNLABELLED), wiring)) {
            several.pay(payment("p1", NOON, "c1", "t1", 10));
            several.pay(payment("p2", NOON + 1, "c2", "t2", 10));
            several.label(label("p1", true, NOON + HOUR));
            several.label(label("p2", false, NOON + HOUR));
            several.pay(payment("p3", NOON + 2 * HOUR, "c1", "t2", 10));

            FeatureRow third = several.rows().getLast();
            assertThat(several.value(third, "terminal")).isZero();
            assertThat(several.value(third, "customer")).isEqualTo(1);
            assertThat(several.value(third, "overall")).isEqualTo(0.5);
            assertThat(several.value(third, "payments")).isEqualTo(3);
        }
    }

    @Test
    void labelsMayRunAheadOfEventsAndNothingChanges() {
        Random random = new Random(11);
        List<GenericRecord> payments = new ArrayList<>();
        List<GenericRecord> labels = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            long at = NOON + i * 7L * MINUTE;
            payments.add(payment("p" + i, at, "c" + random.nextInt(9), "t" + random.nextInt(4), i));
            if (random.nextInt(3) > 0) {
                labels.add(label("p" + i, random.nextBoolean(), at + (1 + random.nextInt(200)) * MINUTE));
            }
        }
        labels.sort(Comparator.comparingLong(label -> (Long) label.get("labelledAt")));

        List<FeatureRow> inOrder = rowsOf(payments, labels, 0);

        assertThat(inOrder)
                .extracting(row -> driver.value(row, "terminal_risk"))
                .contains(0.5);
        assertThat(rowsOf(payments, labels, 40 * MINUTE)).isEqualTo(inOrder);
        assertThat(rowsOf(payments, labels, DAY)).isEqualTo(inOrder);
    }

    /** Labels come so long before the events of their time. */
    private List<FeatureRow> rowsOf(List<GenericRecord> payments, List<GenericRecord> labels, long ahead) {
        try (FeatureDriver fresh = new FeatureDriver(Payments.definition(), wiring)) {
            Deque<GenericRecord> coming = new ArrayDeque<>(labels);
            for (GenericRecord payment : payments) {
                long time = (Long) payment.get("at") + ahead;
                while (!coming.isEmpty() && (Long) coming.element().get("labelledAt") <= time) {
                    fresh.label(coming.remove());
                }
                fresh.pay(payment);
            }
            return fresh.rows();
        }
    }

    /** Of the rows that are not of {@link FeatureDriver#passTimeTo}. */
    private List<Double> rates(String feature) {
        return driver.rows().stream()
                .filter(row -> !row.eventId().startsWith("time-"))
                .map(row -> driver.value(row, feature))
                .toList();
    }

    @Test
    void whatCannotBeReadGoesToQuarantineByteForByteAndTheStreamGoesOn() {
        byte[] key = "p1".getBytes(StandardCharsets.UTF_8);
        byte[] poison = {7, 7, 7};
        driver.sendClean(key, poison);
        driver.sendClean(key, new byte[] {0, 0, 0, 9, 9, 1});
        driver.sendClean(null, null);
        driver.pay(payment("p2", NOON, "c1", "t1", 10));

        List<TestRecord<byte[], byte[]>> quarantine = driver.quarantine();

        assertThat(quarantine).hasSize(3);
        assertThat(quarantine.getFirst().key()).isEqualTo(key);
        assertThat(quarantine.getFirst().value()).isEqualTo(poison);
        assertThat(quarantine)
                .extracting(record -> Quarantined.read(record.headers()).orElseThrow())
                .satisfies(all -> {
                    assertThat(all).extracting(Quarantined::topic).containsOnly("payments.clean");
                    assertThat(all).extracting(Quarantined::app).containsOnly("features");
                    assertThat(all).extracting(Quarantined::offset).containsExactly(0L, 1L, 2L);
                    assertThat(all)
                            .extracting(Quarantined::rule)
                            .containsExactly("not-avro", "unknown-schema", "not-avro");
                });
        assertThat(driver.rows()).extracting(FeatureRow::eventId).containsExactly("p2");
    }

    @Test
    void aCleanRecordUnderAnotherKeyGoesToQuarantine() {
        driver.sendClean(
                "p2".getBytes(StandardCharsets.UTF_8),
                driver.encode("payments.clean", payment("p1", NOON, "c1", "t1", 10)));

        assertThat(driver.quarantine())
                .extracting(record ->
                        Quarantined.read(record.headers()).orElseThrow().rule())
                .containsExactly("key-mismatch");
    }

    @Test
    void aLabelOfAnotherSchemaGoesToQuarantine() {
        driver.sendLabel(
                "p1".getBytes(StandardCharsets.UTF_8),
                driver.encode("payments.labels", payment("p1", NOON, "c1", "t1", 10)));
        driver.sendLabel("p1".getBytes(StandardCharsets.UTF_8), new byte[] {1});

        assertThat(driver.quarantine())
                .extracting(record -> Quarantined.read(record.headers()).orElseThrow())
                .satisfies(all -> {
                    assertThat(all).extracting(Quarantined::topic).containsOnly("payments.labels");
                    assertThat(all).extracting(Quarantined::rule).containsExactly("incompatible-schema", "not-avro");
                });
    }

    @Test
    void everyEventIsARowOrInQuarantine() {
        for (int i = 0; i < 20; i++) {
            driver.pay(payment("p" + i, NOON + i * MINUTE, "c" + i % 3, "t" + i % 2, i));
            driver.sendClean(new byte[] {1}, new byte[] {(byte) i});
        }

        FeatureDriver.Heard heard = driver.heard();
        assertThat(heard.read.get(Input.EVENT)).isEqualTo(heard.rowsMade + heard.quarantined.get(Input.EVENT));
        assertThat(heard.rowsMade).isEqualTo(20);
    }
}
