package io.headrace.standalone.topic;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that remembers what was counted. It only saves work: lost or unreadable, everything is counted again. Several
 * processes may write it; each writes it whole.
 */
final class CountMemory {

    private static final Logger LOG = LoggerFactory.getLogger(CountMemory.class);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    CountMemory(Path file) {
        this.file = file;
    }

    Map<TopicPartition, PartitionCount> read() {
        Map<TopicPartition, PartitionCount> counts = new HashMap<>();
        if (!Files.exists(file)) {
            return counts;
        }
        try {
            JSON.readTree(file.toFile())
                    .properties()
                    .forEach(topic -> topic.getValue()
                            .properties()
                            .forEach(partition -> counts.put(
                                    new TopicPartition(topic.getKey(), Integer.parseInt(partition.getKey())),
                                    count(partition.getValue()))));
            return counts;
        } catch (IOException | NumberFormatException e) {
            LOG.info("{} cannot be read, all is counted again: {}", file, e.getMessage());
            return new HashMap<>();
        }
    }

    private static PartitionCount count(JsonNode node) {
        TreeMap<String, Long> kinds = new TreeMap<>();
        node.path("kinds")
                .properties()
                .forEach(kind -> kinds.put(kind.getKey(), kind.getValue().asLong()));
        return new PartitionCount(
                node.path("next").asLong(), new TopicCount(node.path("records").asLong(), kinds));
    }

    void write(Map<TopicPartition, PartitionCount> counts) {
        // What others counted of other topics stays.
        Map<TopicPartition, PartitionCount> all = read();
        all.putAll(counts);
        ObjectNode document = JSON.createObjectNode();
        all.forEach((partition, count) -> {
            ObjectNode node = document.withObjectProperty(partition.topic())
                    .putObject(Integer.toString(partition.partition()))
                    .put("next", count.next())
                    .put("records", count.counted().records());
            ObjectNode kinds = node.putObject("kinds");
            count.counted().kinds().forEach(kinds::put);
        });
        try {
            Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "counts", ".tmp");
            Files.writeString(whole, text(document));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.info("{} cannot be written, the next one counts again: {}", file, e.getMessage());
        }
    }

    private static String text(ObjectNode document) throws JacksonException {
        return JSON.writeValueAsString(document);
    }
}
