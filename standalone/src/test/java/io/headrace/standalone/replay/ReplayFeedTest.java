package io.headrace.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.standalone.system.LocalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayFeedTest {

    private static final Path PAYMENTS = Path.of("../examples/payments/payments.yaml");
    private static final String HEADER = "txId,at,customerId,terminalId,amount,currency,channel,fraud\n";

    @TempDir
    Path folder;

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

    @Test
    void aFileThatGrowsMeanwhileIsReplayedAsFarAsItsRowsWereCounted() throws IOException {
        Path file = Files.writeString(folder.resolve("payments.csv"), HEADER + rows(0, 9) + "t9,2026-01-01T00");

        try (ReplayFeed feed = feed(file, 10, 4)) {
            assertThat(feed.step()).isTrue();
            Files.writeString(file, row(9).substring(16) + rows(10, 30) + "t30,2026", StandardOpenOption.APPEND);
            while (feed.step()) {
                assertThat(feed.read()).isLessThanOrEqualTo(10);
            }

            assertThat(feed.read()).isEqualTo(10);
        }
        List<String> ids = IntStream.range(0, 10).mapToObj(i -> "t" + i).toList();
        assertThat(keys("payments.raw")).isEqualTo(ids);
        assertThat(keys("payments.labels")).isEqualTo(ids);
        assertThat(keys("payments.quarantine")).isEmpty();
    }

    @Test
    void aRowWithoutALabelHasNoneToBecomeKnown() throws IOException {
        String blank = row(1).replace("false\n", "\n");
        Path file = Files.writeString(folder.resolve("payments.csv"), HEADER + row(0) + blank + row(2));

        try (ReplayFeed feed = feed(file, 3, 100)) {
            assertThat(feed.step()).isFalse();
        }
        assertThat(keys("payments.raw")).containsExactly("t0", "t1", "t2");
        assertThat(keys("payments.labels")).containsExactly("t0", "t2");
    }

    private ReplayFeed feed(Path file, int rows, int step) {
        PipelineDefinition definition = DefinitionReader.readValid(PAYMENTS);
        LocalSettings settings = new LocalSettings(folder.resolve("data"), true, PAYMENTS, 0, 0, 0, 0, Map.of());
        ReplayRequest request = new ReplayRequest(List.of(file), rows, folder.resolve("report"), 0, step, settings);
        AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "mock://replay-feed"));
        return new ReplayFeed(request, definition, serdes, producer, new RowNumbers(), (_, _) -> {});
    }

    private List<String> keys(String topic) {
        return producer.history().stream()
                .filter(record -> record.topic().equals(topic))
                .map(ProducerRecord::key)
                .toList();
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(ReplayFeedTest::row).collect(Collectors.joining());
    }

    private static String row(int i) {
        return "t%d,2026-01-01T00:%02d:00Z,c1,k1,12.5,EUR,online,false\n".formatted(i, i);
    }
}
