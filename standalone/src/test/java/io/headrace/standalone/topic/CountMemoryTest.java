package io.headrace.standalone.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountMemoryTest {

    private static final TopicPartition RAW = new TopicPartition("rides.raw", 0);
    private static final TopicPartition QUARANTINE = new TopicPartition("rides.quarantine", 1);

    @TempDir
    Path folder;

    @Test
    void whatOneWritesAnotherReadsAndAddsTo() {
        Path file = folder.resolve("counts.json");
        PartitionCount raw = new PartitionCount(12, new TopicCount(10, new TreeMap<>()));
        PartitionCount refused = new PartitionCount(3, new TopicCount(2, new TreeMap<>(Map.of("csv: broken-row", 2L))));

        new CountMemory(file).write(Map.of(RAW, raw));
        new CountMemory(file).write(Map.of(QUARANTINE, refused));

        assertThat(new CountMemory(file).read()).isEqualTo(Map.of(RAW, raw, QUARANTINE, refused));
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aFileThatIsMissingOrGarbledIsAsIfNothingWereCounted() throws Exception {
        Path file = folder.resolve("counts.json");
        assertThat(new CountMemory(file).read()).isEmpty();
        Files.writeString(file, "{\"rides.raw\": {\"0\": {\"ne");
        assertThat(new CountMemory(file).read()).isEmpty();
    }
}
