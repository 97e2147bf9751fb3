package io.headrace.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker killed while transactions are being committed. */
class KilledBrokerTest {

    private static final List<TopicPartition> PARTITIONS = IntStream.range(0, EndlessTransactions.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(EndlessTransactions.TOPIC, partition))
            .toList();

    @TempDir
    Path directory;

    @RepeatedTest(2)
    void everyTransactionHasEndedAfterTheStart() throws Exception {
        killInTheMidst();
        assertThat(KilledBroker.leftBehind(directory)).isTrue();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.fenceProducers(EndlessTransactions.IDS).all().get();
            await("readers of committed records come to the end")
                    .untilAsserted(() -> assertThat(ends(admin, IsolationLevel.READ_COMMITTED))
                            .isEqualTo(ends(admin, IsolationLevel.READ_UNCOMMITTED)));
        }
        assertThat(KilledBroker.leftBehind(directory)).isFalse();
    }

    /** Such as one that was stopped by Ctrl-C in its first second. */
    @Test
    void oneThatWasKilledBeforeItMadeItselfKnownStarts() throws Exception {
        EmbeddedBroker.format(directory);
        Files.createDirectories(directory.resolve("__cluster_metadata-0"));
        assertThat(KilledBroker.leftBehind(directory)).isTrue();

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }

    private void killInTheMidst() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessTransactions.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(File.createTempFile("transactions", ".out"))
                .start();
        try {
            Path log = directory.resolve(EndlessTransactions.TOPIC + "-0/00000000000000000000.log");
            await("transactions are under way")
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        assertThat(process.isAlive()).isTrue();
                        return log.toFile().length() > 40_000;
                    });
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin, IsolationLevel isolation) throws Exception {
        Map<TopicPartition, OffsetSpec> latest =
                PARTITIONS.stream().collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        return admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }
}
