package io.headrace.standalone.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.headrace.schemas.definition.PipelineDefinition;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The model that serves, and the champion of the registry, which should.
 *
 * @param reference {@code pipeline@version}; version 0 is the baseline, before the first model or where none could be loaded
 * @param champion of the registry, as {@code pipeline@version}: another than serves where scoring has not come to it yet or has refused it; empty before the first
 * @param family of the model; empty for the baseline
 * @param since when it became the champion, by the clock; empty where it is not the champion
 * @param metrics by name, on the data it was judged by
 * @param judgedBy the metric that candidates are compared by
 */
public record ServingModel(
        String reference,
        Optional<String> champion,
        Optional<String> family,
        Optional<Instant> since,
        SortedMap<String, Double> metrics,
        String judgedBy) {

    public ServingModel {
        metrics = new TreeMap<>(metrics);
    }

    /** Whether no model serves. */
    public boolean baseline() {
        return reference.endsWith("@0");
    }

    /** Whether the registry's champion is what serves; true before the first. */
    public boolean isChampion() {
        return champion.map(reference::equals).orElse(true);
    }

    /**
     * Puts together what two apps say.
     *
     * @param registered what the registry shows of a pipeline's models; empty before the first
     * @param served what scoring shows of the model that answers; empty while it does not answer, when the champion is taken for it
     */
    public static ServingModel of(
            PipelineDefinition definition, Optional<JsonNode> registered, Optional<JsonNode> served) {
        JsonNode champion = registered
                .map(models -> models.path("aliases").path("champion"))
                .orElseGet(MissingNode::getInstance);
        int promoted = champion.path("version").asInt(0);
        int number = served.map(model -> model.path("versions").path(0).asInt(promoted))
                .orElse(promoted);
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
                Optional.of(definition.pipeline() + "@" + promoted).filter(_ -> promoted > 0),
                version.map(one -> one.path("family").asText()),
                Optional.of(champion.path("when").asText())
                        .filter(when -> !when.isEmpty() && number == promoted)
                        .map(Instant::parse),
                metrics,
                definition.problem().metric().text());
    }

    /**
     * Asks a running system.
     *
     * @throws io.headrace.embedded.StartFailure where its registry does not answer
     */
    public static ServingModel read(PipelineDefinition definition, AppsHttp http) {
        String pipeline = definition.pipeline().value();
        return of(definition, http.get("/v1/models/" + pipeline), http.getIfReady("/v2/models/" + pipeline));
    }
}
