package io.headrace.cleaning.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.cleaning.Payments;
import io.headrace.cleaning.topology.CleaningMonitor.RecordOutcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;

class ConservationPropertyTest {

    /** What a record is made of: poison bytes, or an event that may repeat an id, break a rule or come at any time. */
    record Sent(boolean poison, int id, long at, double amount, String currency) {}

    @Property(tries = 40)
    void everyRecordHasExactlyOneOutcomeAndQuarantineHasItsBytes(@ForAll("records") List<Sent> records) {
        try (CleaningDriver driver = new CleaningDriver()) {
            List<String> sent = new ArrayList<>();
            for (Sent record : records) {
                byte[] key = ("t-" + record.id()).getBytes(StandardCharsets.UTF_8);
                byte[] value = record.poison()
                        ? ("poison-" + record.id()).getBytes(StandardCharsets.UTF_8)
                        : driver.encode(
                                Payments.payment("t-" + record.id(), record.at(), record.amount(), record.currency()));
                sent.add(hex(key, value));
                driver.send(key, value, new RecordHeaders());
            }

            List<TestRecord<byte[], byte[]>> quarantined = driver.readQuarantine();
            List<String> cleanIds =
                    driver.readClean().stream().map(TestRecord::key).toList();
            assertThat(driver.received()).isEqualTo(records.size());
            assertThat(quarantined).hasSize(driver.count(RecordOutcome.QUARANTINED));
            assertThat(cleanIds).hasSize(driver.count(RecordOutcome.CLEAN));
            assertThat(cleanIds.size()
                            + quarantined.size()
                            + driver.count(RecordOutcome.DUPLICATE)
                            + driver.count(RecordOutcome.DROPPED))
                    .isEqualTo(records.size());
            Set<String> originals = new HashSet<>(sent);
            assertThat(quarantined).allMatch(record -> originals.contains(hex(record.key(), record.value())));
        }
    }

    @Provide
    Arbitrary<List<Sent>> records() {
        return Combinators.combine(
                        Arbitraries.of(true, false, false, false),
                        Arbitraries.integers().between(0, 15),
                        Arbitraries.longs().between(-1000, 4_000_000_000_000L),
                        Arbitraries.doubles().between(-10, 100),
                        Arbitraries.of("EUR", "eur", "XTS"))
                .as(Sent::new)
                .list()
                .ofMaxSize(40);
    }

    private static String hex(byte[] key, byte[] value) {
        return java.util.HexFormat.of().formatHex(key) + ":"
                + java.util.HexFormat.of().formatHex(value);
    }
}
