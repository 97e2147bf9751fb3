package io.headrace.standalone.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.topic.RecordCounter;
import io.headrace.standalone.topic.TopicCount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;

/** Looks at a pipeline's topics. */
public final class TopicReader {

    private TopicReader() {}

    /**
     * Every topic of the pipeline in the order in which data goes through them, then those all pipelines share.
     *
     * @throws KafkaException where the broker does not tell
     */
    public static List<TopicLine> read(RunningSystem system, PipelineDefinition definition, Path data) {
        Map<String, String> references = beside(definition);
        Map<String, String> holds = holds(new Topics(definition.pipeline()), references);
        List<String> compacted = Stream.concat(references.keySet().stream(), Stream.of(Topics.MODELS, Topics.ARTIFACTS))
                .toList();
        List<String> logs = holds.keySet().stream()
                .filter(topic -> !compacted.contains(topic))
                .toList();
        Map<String, TopicCount> counts = new HashMap<>(count(system, logs, Optional.of(StatusReader.memory(data))));
        // Compaction takes records away again: what is remembered would be too many.
        counts.putAll(count(system, compacted, Optional.empty()));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrapServers()));
                AppsHttp schemas = new AppsHttp(system.registryUrl())) {
            Map<String, TopicDescription> descriptions =
                    admin.describeTopics(holds.keySet()).allTopicNames().get();
            Map<String, Long> bytes = bytes(admin);
            List<TopicLine> lines = new ArrayList<>();
            holds.forEach((topic, what) -> lines.add(new TopicLine(
                    topic,
                    what,
                    Optional.ofNullable(descriptions.get(topic))
                            .map(description -> description.partitions().size())
                            .orElse(0),
                    counts.getOrDefault(topic, TopicCount.NONE).records(),
                    bytes.getOrDefault(topic, 0L),
                    subject(schemas, topic))));
            return lines;
        } catch (ExecutionException e) {
            throw new KafkaException("the broker does not tell its topics: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static Map<String, TopicCount> count(RunningSystem system, List<String> topics, Optional<Path> memory) {
        try (RecordCounter counter = RecordCounter.open(system.bootstrapServers(), topics, memory)) {
            return counter.count();
        }
    }

    private static Map<String, Long> bytes(Admin admin) throws ExecutionException, InterruptedException {
        List<Integer> brokers =
                admin.describeCluster().nodes().get().stream().map(Node::id).toList();
        Map<String, Long> bytes = new HashMap<>();
        admin.describeLogDirs(brokers.subList(0, 1))
                .allDescriptions()
                .get()
                .values()
                .forEach(folders -> folders.values()
                        .forEach(folder -> folder.replicaInfos()
                                .forEach((partition, replica) ->
                                        bytes.merge(partition.topic(), replica.size(), Long::sum))));
        return bytes;
    }

    private static Optional<TopicLine.Subject> subject(AppsHttp schemas, String topic) {
        String subject = topic + "-value";
        Optional<JsonNode> latest = schemas.get("/subjects/" + subject + "/versions/latest");
        return latest.map(version -> new TopicLine.Subject(
                subject, version.path("version").asInt(), version.path("id").asLong()));
    }

    private static Map<String, String> beside(PipelineDefinition definition) {
        Topics topics = new Topics(definition.pipeline());
        Map<String, String> beside = new LinkedHashMap<>();
        for (EventStream stream : definition.streams()) {
            beside.put(topics.raw(stream), "events of " + stream.name() + " as they came");
            beside.put(topics.clean(stream), "valid events of " + stream.name() + ", once each");
        }
        for (Reference reference : definition.references()) {
            beside.put(topics.reference(reference.name()), "rows of " + reference.name() + ", which features look up");
        }
        return beside;
    }

    private static Map<String, String> holds(Topics topics, Map<String, String> beside) {
        Map<String, String> holds = new LinkedHashMap<>();
        holds.put(topics.raw(), "events as they came");
        holds.put(topics.labels(), "labels as they came");
        holds.putAll(beside);
        holds.put(topics.clean(), "valid events, once each, repaired and filled");
        holds.put(topics.quarantine(), "what could not be used, byte for byte, with the reason in its headers");
        holds.put(topics.features(), "feature rows");
        holds.put(topics.examples(), "feature rows with their labels");
        holds.put(topics.predictions(), "what models said");
        holds.put(topics.drift(), "windows of live data against the baseline");
        holds.put(topics.alerts(), "alerts, as CloudEvents");
        holds.put(topics.retrain(), "requests for a new candidate");
        holds.put(Topics.MODELS, "versions and aliases of all pipelines' models");
        holds.put(Topics.ARTIFACTS, "bytes of all pipelines' models, in chunks");
        return holds;
    }
}
