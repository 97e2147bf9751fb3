package io.headrace.cleaning.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.cleaning.Payments;
import io.headrace.cleaning.topology.CleaningListener.RecordOutcome;
import io.headrace.schemas.quarantine.QuarantineRecord;
import io.headrace.schemas.quarantine.Quarantined;
import io.headrace.schemas.topics.RecordSize;
import io.headrace.schemas.topics.TopicLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

class ConservationPropertyTest {

    /** What a record is made of. */
    enum Kind {
        EVENT,
        POISON,
        NO_VALUE,
        NO_KEY,
        OTHER_KEY,
        FLIPPED_BYTE,
        CUT_OFF,
        LONG_ID,
        HUGE_FIELD,
        HUGE_VALUE,
        HUGE_KEY,
        HUGE_HEADER
    }

    /** A record; as an event it may repeat an id, break a rule or come at any time. */
    record Sent(Kind kind, int id, long at, double amount, String currency) {}

    /** As Kafka took it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Raw(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {}

    @Property(tries = 60)
    void everyRecordHasExactlyOneOutcomeAndQuarantineHasItsBytes(@ForAll("records") List<Sent> records) {
        try (CleaningDriver driver = new CleaningDriver()) {
            Map<Long, Raw> sent = new HashMap<>();
            for (Sent record : records) {
                Raw raw = raw(record, driver);
                sent.put((long) sent.size(), raw);
                driver.send(raw.key(), raw.value(), new RecordHeaders(raw.headers()));
            }

            List<TestRecord<byte[], byte[]>> quarantined = driver.readQuarantine();
            List<TestRecord<String, GenericRecord>> clean = driver.readClean();
            assertThat(driver.received()).isEqualTo(records.size());
            assertThat(quarantined).hasSize(driver.count(RecordOutcome.QUARANTINED));
            assertThat(clean).hasSize(driver.count(RecordOutcome.CLEAN));
            assertThat(clean.size()
                            + quarantined.size()
                            + driver.count(RecordOutcome.DUPLICATE)
                            + driver.count(RecordOutcome.DROPPED))
                    .isEqualTo(records.size());
            quarantined.forEach(record -> isAsItCame(record, sent));
        }
    }

    private static void isAsItCame(TestRecord<byte[], byte[]> record, Map<Long, Raw> sent) {
        Raw raw = sent.get(Quarantined.read(record.headers()).orElseThrow().offset());
        assertThat(RecordSize.of(record.key(), record.value(), record.headers()))
                .isLessThanOrEqualTo(TopicLimits.QUARANTINE);
        assertThat(record.value()).isEqualTo(wholeOrHead(raw.value(), record, QuarantineRecord.SIZE));
        assertThat(record.key()).isEqualTo(wholeOrHead(raw.key(), record, QuarantineRecord.KEY_SIZE));
    }

    /** What fits with everything else is whole. */
    private static byte @Nullable [] wholeOrHead(
            byte @Nullable [] bytes, TestRecord<byte[], byte[]> record, String size) {
        if (record.headers().lastHeader(size) == null) {
            return bytes;
        }
        assertThat(bytes).hasSizeGreaterThan(TopicLimits.QUARANTINE / 3);
        return Arrays.copyOf(bytes, QuarantineRecord.HEAD_BYTES);
    }

    private static Raw raw(Sent record, CleaningDriver driver) {
        Random random = new Random(record.hashCode());
        String id = (record.kind() == Kind.LONG_ID ? "long-".repeat(random.nextInt(60_000)) : "t-") + record.id();
        String currency = record.kind() == Kind.HUGE_FIELD ? "x".repeat(random.nextInt(3 << 20)) : record.currency();
        byte[] event = driver.encode(Payments.payment(id, record.at(), record.amount(), currency));
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        byte[] huge = new byte[random.nextInt(12 << 20)];
        Headers none = new RecordHeaders();
        return switch (record.kind()) {
            case EVENT, LONG_ID, HUGE_FIELD -> new Raw(key, event, none);
            case POISON -> new Raw(key, ("poison-" + record.id()).getBytes(StandardCharsets.UTF_8), none);
            case NO_VALUE -> new Raw(key, null, none);
            case NO_KEY -> new Raw(null, event, none);
            case OTHER_KEY -> new Raw(new byte[] {(byte) 0xff, (byte) 0xfe}, event, none);
            case FLIPPED_BYTE -> {
                event[random.nextInt(event.length)] ^= (byte) (1 << random.nextInt(8));
                yield new Raw(key, event, none);
            }
            case CUT_OFF -> new Raw(key, Arrays.copyOf(event, random.nextInt(event.length)), none);
            case HUGE_VALUE -> new Raw(key, huge, none);
            case HUGE_KEY -> new Raw(huge, event, none);
            case HUGE_HEADER -> new Raw(key, event, new RecordHeaders().add("h", huge));
        };
    }

    @Provide
    Arbitrary<List<Sent>> records() {
        return Combinators.combine(
                        Arbitraries.oneOf(Arbitraries.of(Kind.EVENT), Arbitraries.of(Kind.class)),
                        Arbitraries.integers().between(0, 15),
                        Arbitraries.oneOf(Arbitraries.longs().between(-1000, 4_000_000_000_000L), Arbitraries.longs()),
                        Arbitraries.doubles().between(-10, 100),
                        Arbitraries.of("EUR", "eur", "XTS"))
                .as(Sent::new)
                .list()
                .ofMaxSize(30);
    }
}
