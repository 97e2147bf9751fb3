package io.headrace.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.connectors.payments.simulation.DirtRates;
import io.headrace.connectors.payments.simulation.LabelReports;
import io.headrace.connectors.payments.simulation.PaymentStream;
import io.headrace.connectors.payments.simulation.SimulatedRecord;
import io.headrace.connectors.payments.simulation.SimulationSettings;
import io.headrace.connectors.payments.simulation.StreamPosition;
import io.headrace.embedded.StartFailure;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.audit.Audit;
import io.headrace.standalone.audit.AuditReport;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.topic.TopicScan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole system killed as a whole in mid-stream, and started again. */
class KillIT {

    private static final Topics TOPICS = new Topics(new PipelineName("payments"));
    private static final int CUSTOMERS = 300;
    private static final int DAYS = 20;

    @TempDir
    Path data;

    @Test
    void everySimulatedEventHasExactlyOneOutcomeAfterAKillInMidStream() throws Exception {
        try (HeadraceProcess killed = up()) {
            awaitPredictions(killed, 3_000);
            List<ProcessHandle> children = killed.children();
            killed.kill();
            await("the schema registry ends with its parent")
                    .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
        Simulated sent = simulated();
        try (HeadraceProcess _ = up()) {
            await("every record has come through")
                    .pollInterval(Duration.ofSeconds(2))
                    .ignoreExceptionsMatching(KillIT::notYetUp)
                    .untilAsserted(() -> {
                        AuditReport report = audit();
                        assertThat(report.raw()).isEqualTo(sent.records());
                        assertThat(report.balances()).as(report.toString()).isTrue();
                    });
            assertThat(outcomes()).isEqualTo(sent.ids());
            assertThat(audit().quarantined()).isPositive();
            assertThat(audit().duplicates()).isPositive();
        }
    }

    private AuditReport audit() {
        return Audit.of(RunningSystem.of(data).bootstrapServers(), TOPICS);
    }

    private HeadraceProcess up() throws Exception {
        List<String> arguments = HeadraceProcess.up(data);
        settings().forEach((name, value) -> arguments.add("--set=" + name + "=" + value));
        return HeadraceProcess.start(arguments);
    }

    private static Map<String, String> settings() {
        String connector = "headrace.connectors.payments.";
        return Map.ofEntries(
                Map.entry("headrace.partitions", "2"),
                Map.entry(connector + "connector.class", "io.headrace.connectors.payments.PaymentsSourceConnector"),
                Map.entry(connector + "event.schema", "../examples/payments/payment.avsc"),
                Map.entry(connector + "seed", "11"),
                Map.entry(connector + "customers", "" + CUSTOMERS),
                Map.entry(connector + "terminals", "600"),
                Map.entry(connector + "days", "" + DAYS),
                Map.entry(connector + "payments.per.second", "1500"),
                Map.entry(connector + "dirt.duplicates", "0.01"),
                Map.entry(connector + "dirt.negative.amounts", "0.01"),
                Map.entry(connector + "dirt.not.avro", "0.005"));
    }

    /** Raw records, and the ids they have. */
    private record Simulated(long records, Set<String> ids) {}

    /** What the source sends, made once more by the simulator itself. */
    private static Simulated simulated() {
        PaymentStream stream = PaymentStream.from(
                new SimulationSettings(
                        11,
                        CUSTOMERS,
                        600,
                        5.0,
                        LocalDate.parse("2026-01-01"),
                        Optional.of(DAYS),
                        1.0,
                        Optional.empty(),
                        LabelReports.WITHIN_A_WEEK,
                        new DirtRates(0.01, 0.01, 0, 0, 0.005)),
                StreamPosition.START);
        Set<String> ids = new HashSet<>();
        long records = 0;
        while (stream.hasNext()) {
            SimulatedRecord next = stream.next();
            if (!(next instanceof SimulatedRecord.Label)) {
                records++;
                ids.add(next.txId());
            }
        }
        return new Simulated(records, ids);
    }

    private void awaitPredictions(HeadraceProcess process, int count) {
        await("the stream is under way")
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptionsMatching(KillIT::notYetUp)
                .until(() -> {
                    assertThat(process.alive()).as(process.output()).isTrue();
                    int[] seen = {0};
                    TopicScan.of(RunningSystem.of(data).bootstrapServers(), TOPICS.predictions(), record -> seen[0]++);
                    return seen[0] >= count;
                });
    }

    /** Ids of events that were predicted or quarantined. */
    private Set<String> outcomes() {
        Set<String> ids = new HashSet<>();
        TopicScan.of(RunningSystem.of(data).bootstrapServers(), TOPICS.predictions(), record -> ids.add(record.key()));
        TopicScan.of(RunningSystem.of(data).bootstrapServers(), TOPICS.quarantine(), record -> ids.add(record.key()));
        return ids;
    }

    private static boolean notYetUp(Throwable failure) {
        return failure instanceof StartFailure || failure instanceof KafkaException;
    }
}
