package io.headrace.cleaning.topology;

import static io.headrace.cleaning.Payments.NOON;
import static io.headrace.cleaning.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.cleaning.Payments;
import io.headrace.cleaning.topology.CleaningListener.RecordOutcome;
import io.headrace.schemas.definition.CleaningRule;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.quarantine.Quarantined;
import io.headrace.schemas.time.PartitionClock;
import io.headrace.schemas.topics.TopicLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CleaningTopologyTest {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /** So many events does progress lie behind the newest, where they come in the order of time. */
    private static final int BEHIND = PartitionClock.STRAYS;

    private final CleaningDriver driver = new CleaningDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void isTheTopologyOfTheGoldenFile() throws IOException {
        String golden;
        try (var file = getClass().getResourceAsStream("/golden/topology.txt")) {
            golden = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(driver.description()).isEqualTo(golden);
    }

    @Test
    void aGoodEventComesCleanUnderItsIdAtItsTime() {
        driver.send(payment("t-1", NOON, 12.5, "eur"));

        TestRecord<String, GenericRecord> clean = driver.readClean().getFirst();
        assertThat(clean.key()).isEqualTo("t-1");
        assertThat(clean.timestamp()).isEqualTo(NOON);
        assertThat(clean.value().get("currency")).hasToString("EUR");
        assertThat(clean.value().get("channel")).hasToString("unknown");
    }

    @Test
    void headersOfAnEventStayWithIt() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", new byte[] {1, 2});
        driver.send("t-1".getBytes(StandardCharsets.UTF_8), driver.encode(payment("t-1", NOON, 1)), headers);

        assertThat(driver.readClean()
                        .getFirst()
                        .headers()
                        .lastHeader("traceparent")
                        .value())
                .containsExactly(1, 2);
    }

    @Test
    void aBrokenRuleQuarantinesBytesOriginAndReason() {
        byte[] value = driver.encode(payment("t-2", NOON, -12.5));
        driver.send(payment("t-1", NOON, 1));
        driver.send("t-2".getBytes(StandardCharsets.UTF_8), value, new RecordHeaders());

        TestRecord<byte[], byte[]> record = driver.readQuarantine().getFirst();
        assertThat(record.key()).isEqualTo("t-2".getBytes(StandardCharsets.UTF_8));
        assertThat(record.value()).isEqualTo(value);
        assertThat(Quarantined.read(record.headers()))
                .contains(new Quarantined(
                        "payments.raw",
                        0,
                        1,
                        NOON,
                        "cleaning",
                        "amount-positive",
                        "amount-positive: amount > 0.0 is not met by amount = -12.5"));
    }

    @Test
    void poisonGoesToQuarantineAndTheStreamGoesOn() {
        byte[] key = {(byte) 0xff, 0};
        byte[] poison = "not avro".getBytes(StandardCharsets.UTF_8);
        driver.send(key, poison, new RecordHeaders());
        driver.send(payment("t-1", NOON, 1));

        TestRecord<byte[], byte[]> quarantined = driver.readQuarantine().getFirst();
        assertThat(quarantined.key()).isEqualTo(key);
        assertThat(quarantined.value()).isEqualTo(poison);
        assertThat(rule(quarantined)).isEqualTo("not-avro");
        assertThat(driver.readClean()).hasSize(1);
    }

    @Test
    void aRecordWithoutAValueIsQuarantined() {
        driver.send("t-1".getBytes(StandardCharsets.UTF_8), null, new RecordHeaders());

        assertThat(rule(driver.readQuarantine().getFirst())).isEqualTo("not-avro");
    }

    @Test
    void anUnknownSchemaIsQuarantined() {
        byte[] value = driver.encode(payment("t-1", NOON, 1));
        ByteBuffer.wrap(value).putInt(1, 4711);
        driver.send("t-1".getBytes(StandardCharsets.UTF_8), value, new RecordHeaders());

        assertThat(rule(driver.readQuarantine().getFirst())).isEqualTo("unknown-schema");
    }

    @Test
    void anIncompatibleSchemaIsQuarantined() {
        Schema other = SchemaBuilder.record("Payment")
                .namespace("io.headrace.test")
                .fields()
                .requiredString("txId")
                .endRecord();
        GenericRecord record = new GenericData.Record(other);
        record.put("txId", "t-1");
        driver.send("t-1".getBytes(StandardCharsets.UTF_8), driver.encode("other", record), new RecordHeaders());

        assertThat(rule(driver.readQuarantine().getFirst())).isEqualTo("incompatible-schema");
    }

    @Test
    void anEventWithoutAnIdIsQuarantined() {
        driver.send("".getBytes(StandardCharsets.UTF_8), driver.encode(payment("", NOON, 1)), new RecordHeaders());

        assertThat(rule(driver.readQuarantine().getFirst())).isEqualTo("missing-id");
    }

    @Test
    void anEventFromBeforeKafkaCanTellTimeIsQuarantined() {
        driver.send(payment("t-1", -1, 1));

        assertThat(rule(driver.readQuarantine().getFirst())).isEqualTo("invalid-time");
    }

    @Test
    void aKeyThatIsNotTheIdIsQuarantined() {
        driver.send(
                "t-9".getBytes(StandardCharsets.UTF_8), driver.encode(payment("t-1", NOON, 1)), new RecordHeaders());
        driver.send(null, driver.encode(payment("t-2", NOON, 1)), new RecordHeaders());

        assertThat(driver.readQuarantine().stream().map(CleaningTopologyTest::rule))
                .containsExactly("key-mismatch", "key-mismatch");
    }

    @Test
    void aDuplicateWithinTheWindowIsCountedAndLeftOut() {
        driver.send(payment("t-1", NOON, 1));
        driver.send(payment("t-1", NOON, 1));
        driver.passTime(NOON, NOON + DAY + BEHIND * MINUTE, MINUTE);
        driver.send(payment("t-1", NOON + DAY, 2));

        assertThat(driver.readClean().stream().filter(record -> record.key().equals("t-1")))
                .hasSize(1);
        assertThat(driver.count(RecordOutcome.DUPLICATE)).isEqualTo(2);
        assertThat(driver.discarded()).isEqualTo(new Discarded(2, 0));
    }

    @Test
    void anIdIsForgottenWhenTheStreamHasGoneOnByMoreThanTheWindow() {
        driver.send(payment("t-1", NOON, 1));
        driver.passTime(NOON, NOON + DAY + (BEHIND + 1) * MINUTE, MINUTE);
        driver.send(payment("t-1", NOON + DAY + 1, 2));

        assertThat(driver.readClean().stream().filter(record -> record.key().equals("t-1")))
                .hasSize(2);
        assertThat(driver.count(RecordOutcome.DUPLICATE)).isZero();
    }

    @Test
    void forgottenIdsLeaveTheStores() {
        driver.passTime(NOON, NOON + 10 * DAY, MINUTE);

        assertThat(driver.rememberedIds()).isBetween(1440, 2 * 1440);
    }

    @Test
    void theyDoSoWhateverTheFirstRecordSays() {
        driver.send(payment("stray", NOON + 3650 * DAY, 1));
        driver.passTime(NOON, NOON + 10 * DAY, MINUTE);

        assertThat(driver.rememberedIds()).isBetween(1440, 2 * 1440);
    }

    @Test
    void theyDoSoThoughNothingElseComes() {
        for (int i = 0; i < 5000; i++) {
            driver.send(payment("t-" + i, NOON, 1));
        }
        driver.passTime(NOON, NOON + 240 * HOUR, HOUR);
        driver.passTenths(20);

        assertThat(driver.rememberedIds()).isLessThan(250);
    }

    @Test
    void aStrayFromTheFutureNeitherMakesOthersLateNorForgetsIds() {
        driver.send(payment("t-1", NOON, 1));
        driver.send(payment("stray", NOON + 3650 * DAY, 1));
        driver.send(payment("t-2", NOON + 1, 1));
        driver.send(payment("t-1", NOON + 2, 1));

        assertThat(driver.readClean().stream().map(TestRecord::key)).containsExactly("t-1", "stray", "t-2");
        assertThat(driver.count(RecordOutcome.DUPLICATE)).isEqualTo(1);
    }

    @Test
    void aLateEventIsKeptAtItsOwnTimeAndCounted() {
        driver.passTime(NOON, NOON + (BEHIND + 1) * MINUTE, MINUTE);
        driver.send(payment("late", NOON - HOUR, 1));

        assertThat(driver.readClean().getLast().timestamp()).isEqualTo(NOON - HOUR);
        assertThat(driver.late()).isEqualTo(1);
    }

    @Test
    void aQuarantinedEventMayBeMendedAndSentAgain() {
        driver.send(payment("t-1", NOON, -1));
        driver.send(payment("t-1", NOON, 1));

        assertThat(driver.readClean()).hasSize(1);
        assertThat(driver.readQuarantine()).hasSize(1);
    }

    @Test
    void eventsThatAreRefusedMoveNoProgress() {
        driver.send(payment("t-1", NOON, 1));
        for (int i = 0; i < 2000; i++) {
            driver.send(payment("refused-" + i, NOON + 3650 * DAY, -1));
            driver.send(payment("dropped-" + i, NOON + 3650 * DAY, 1, "XTS"));
        }
        driver.send(payment("t-1", NOON, 1));

        assertThat(driver.count(RecordOutcome.DUPLICATE)).isEqualTo(1);
    }

    @Test
    void anEventAheadOfItsArrivalIsQuarantined() {
        try (CleaningDriver stamped = new CleaningDriver(Payments.definition(), ArrivalTime.STAMPED)) {
            stamped.send(payment("t-1", NOON + HOUR, 1));
            stamped.send(payment("t-2", NOON + HOUR + 1, 1));
            stamped.send(payment("t-3", Long.MAX_VALUE, 1));

            assertThat(stamped.readClean().stream().map(TestRecord::key)).containsExactly("t-1");
            assertThat(stamped.readQuarantine().stream().map(CleaningTopologyTest::rule))
                    .containsExactly("ahead-of-time", "ahead-of-time");
        }
    }

    @Test
    void whereTheProducerStampedTheRecordItsArrivalIsWhenItIsRead() {
        long read = CleaningDriver.ARRIVED.toEpochMilli();
        driver.send(payment("t-1", read + HOUR, 1));
        driver.send(payment("t-2", read + HOUR + 1, 1));

        assertThat(driver.readClean().stream().map(TestRecord::key)).containsExactly("t-1");
        assertThat(driver.readQuarantine().stream().map(CleaningTopologyTest::rule))
                .containsExactly("ahead-of-time");
    }

    @Test
    void aRecordTooLargeForTheCleanTopicIsQuarantinedWithoutBeingDecoded() {
        byte[] value = new byte[TopicLimits.CLEAN];
        driver.send("t-1".getBytes(StandardCharsets.UTF_8), value, new RecordHeaders());
        driver.send(payment("t-2", NOON, 1));

        TestRecord<byte[], byte[]> quarantined = driver.readQuarantine().getFirst();
        assertThat(rule(quarantined)).isEqualTo("too-large");
        assertThat(quarantined.value()).isEqualTo(value);
        assertThat(driver.readClean()).hasSize(1);
    }

    @Test
    void anEventThatCleaningMakesTooLargeIsQuarantinedAsItCame() {
        String half = "x".repeat(TopicLimits.CLEAN / 2);
        CleaningRule twice = new CleaningRule.Repair("twice", Map.of("channel", "currency"));
        PipelineDefinition definition = Payments.definition(List.of(twice), Map.of());
        try (CleaningDriver large = new CleaningDriver(definition, ArrivalTime.READ)) {
            byte[] value = large.encode(payment("t-1", NOON, 1, half));
            large.send("t-1".getBytes(StandardCharsets.UTF_8), value, new RecordHeaders());

            TestRecord<byte[], byte[]> quarantined = large.readQuarantine().getFirst();
            assertThat(rule(quarantined)).isEqualTo("too-large");
            assertThat(quarantined.value()).isEqualTo(value);
            assertThat(large.readClean()).isEmpty();
        }
    }

    @Test
    void aDroppedEventGoesNowhere() {
        driver.send(payment("t-1", NOON, 1, "XTS"));

        assertThat(driver.readClean()).isEmpty();
        assertThat(driver.readQuarantine()).isEmpty();
        assertThat(driver.count(RecordOutcome.DROPPED)).isEqualTo(1);
        assertThat(driver.discarded()).isEqualTo(new Discarded(0, 1));
    }

    @Test
    void cleanEventsAreOfTheDefinitionsSchemaWhateverTheProducerWrote() {
        Schema wider = new Schema.Parser()
                .parse(Payments.SCHEMA
                        .toString()
                        .replace("\"fields\":[", "\"fields\":[{\"name\":\"extra\",\"type\":\"string\"},"));
        GenericRecord event = new GenericData.Record(wider);
        GenericRecord original = payment("t-1", NOON, 1);
        original.getSchema().getFields().forEach(field -> event.put(field.name(), original.get(field.name())));
        event.put("extra", "more");
        driver.send("t-1".getBytes(StandardCharsets.UTF_8), driver.encode("other", event), new RecordHeaders());

        assertThat(driver.readClean().getFirst().value().getSchema()).isEqualTo(Payments.SCHEMA);
    }

    static String rule(TestRecord<byte[], byte[]> record) {
        return Quarantined.read(record.headers()).orElseThrow().rule();
    }
}
