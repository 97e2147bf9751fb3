package io.headrace.standalone.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.headrace.schemas.definition.PipelineDefinition;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The model that serves.
 *
 * @param reference {@code pipeline@version}; version 0 is the baseline before the first model
 * @param family of the model; empty for the baseline
 * @param since when it became the champion, by the clock
 * @param metrics by name, on the data it was judged by
 * @param judgedBy the metric that candidates are compared by
 */
public record ServingModel(
        String reference,
        Optional<String> family,
        Optional<Instant> since,
        SortedMap<String, Double> metrics,
        String judgedBy) {

    public ServingModel {
        metrics = new TreeMap<>(metrics);
    }

    /** Whether there is no model yet. */
    public boolean baseline() {
        return reference.endsWith("@0");
    }

    /** @param registered what the registry shows of a pipeline's models; empty before the first */
    public static ServingModel of(PipelineDefinition definition, Optional<JsonNode> registered) {
        JsonNode champion = registered
                .map(models -> models.path("aliases").path("champion"))
                .orElseGet(MissingNode::getInstance);
        int number = champion.path("version").asInt(0);
        SortedMap<String, Double> metrics = new TreeMap<>();
        Optional<JsonNode> version = registered.flatMap(models -> models.path("versions")
                .valueStream()
                .filter(one -> one.path("version").asInt() == number)
                .findFirst());
        version.ifPresent(one -> one.path("metrics")
                .properties()
                .forEach(
                        metric -> metrics.put(metric.getKey(), metric.getValue().asDouble())));
        return new ServingModel(
                definition.pipeline() + "@" + number,
                version.map(one -> one.path("family").asText()),
                Optional.of(champion.path("when").asText())
                        .filter(when -> !when.isEmpty())
                        .map(Instant::parse),
                metrics,
                definition.problem().metric().text());
    }
}
